/** Telling other programs what was published and changed: signed messages, tried again until they arrive. */
export { addressProblem, ForbiddenAddressError, isPublicAddress, publicLookup } from './addresses.ts'
export { type CollectDeps, type Collected, collectChanges } from './collect.ts'
export { type DeliverDeps, type Delivered, deliverDue } from './deliver.ts'
export {
  type Attempt,
  type Delivery,
  type DeliveryFilter,
  type DeliveryHead,
  enqueue,
  getDelivery,
  hurryWaiting,
  listDeliveries,
  pruneDeliveries,
  replayDelivery,
  ringOverdue,
} from './deliveries.ts'
export { ALL_EVENTS, EVENT_TYPES, type EventType, eventTypes } from './events.ts'
export { testMessage } from './messages.ts'
export { type DayOfDeliveries, deliveriesByDay, type WebhookFigures, webhookFigures } from './statistics.ts'
export {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  rotateSecret,
  updateWebhook,
  type Webhook,
  type WebhookInput,
} from './webhooks.ts'
