/** `hearth webhook …`. */
import { type Command, Option } from 'commander'
import type { Webhook, WebhookDelivery, WebhookInput } from '../client/index.ts'
import { addServerCommand, take } from './server-command.ts'
import { CliError, EXIT, note, print } from './site.ts'
import { minute, printTable } from './table.ts'
import { count, nameList } from './usage.ts'

const STATUSES = ['delivered', 'waiting', 'failed'] as const

export function addWebhookCommands(program: Command): void {
  const webhooks = program.command('webhook').description('Tell other programs of what is published and changed')

  addServerCommand(webhooks, 'list', {
    description: 'List webhooks, with what came of the last thirty days',
    scopes: ['webhooks:read'],
    example: 'hearth webhook list',
    ask: async (client) => (await client.get('/webhooks')).items,
    show: (items) =>
      printTable(
        ['id', 'name', 'state', 'arrived', 'waiting', 'failed', 'address', 'events'],
        items.map(({ id, name, deliveries, url, events, ...state }) => [
          ...[id, name, stateOf(state), deliveries.delivered, deliveries.waiting, deliveries.failed],
          ...[url, events.join(', ')],
        ]),
        'No webhooks yet.',
      ),
  })
  addServerCommand(webhooks, 'create <address>', {
    description: 'Make a webhook; its secret is printed this once',
    scopes: ['webhooks:write'],
    example: 'hearth webhook create https://example.com/hook --events post.published,post.updated',
    options: (command) =>
      command
        .option('--events <list>', 'what it is told of, separated by commas (default: everything)', nameList, ['*'])
        .option('--name <name>', 'to know it by (default: the host)'),
    ask: (client, { events, name }: { events: string[]; name?: string }, url) =>
      // Which events there are is known by the server, and said by it when one is wrong.
      client.post('/webhooks', { body: { url, name, events: events as WebhookInput['events'] } }),
    show: ({ id, name, secret }) => {
      note(`Made webhook ${id}, ${name}. Its secret, which is shown this once:`)
      print(secret)
    },
  })
  addServerCommand(webhooks, 'delete <webhook>', {
    description: 'Remove a webhook and the list of its messages',
    scopes: ['webhooks:write'],
    example: 'hearth webhook delete 3',
    ask: (client, _: object, id) => client.delete('/webhooks/{id}', { path: { id: idOf(id) } }),
    show: () => print('Removed.'),
  })
  for (const [verb, state, description, done] of [
    ['pause', 'paused', 'Tell a webhook of nothing', 'It is paused.'],
    ['resume', 'active', 'Tell a webhook of changes again, and send what waits', 'It is told again.'],
  ] as const) {
    addServerCommand(webhooks, `${verb} <webhook>`, {
      description,
      scopes: ['webhooks:write'],
      example: `hearth webhook ${verb} 3`,
      ask: (client, _: object, id) => client.patch('/webhooks/{id}', { path: { id: idOf(id) }, body: { state } }),
      show: () => print(done),
    })
  }
  addServerCommand(webhooks, 'rotate <webhook>', {
    description: 'Make a new secret, which is printed this once; the former signs beside it for a day',
    scopes: ['webhooks:write'],
    example: 'hearth webhook rotate 3',
    ask: (client, _: object, id) => client.post('/webhooks/{id}/secret', { path: { id: idOf(id) } }),
    show: ({ secret }) => print(secret),
  })
  addServerCommand(webhooks, 'test <webhook>', {
    description: 'Send a test, and say what came back',
    scopes: ['webhooks:write'],
    example: 'hearth webhook test 3',
    ask: (client, _: object, id) => client.post('/webhooks/{id}/test', { path: { id: idOf(id) } }),
    show: showOutcome,
  })
  addServerCommand(webhooks, 'deliveries <webhook>', {
    description: 'List what was sent, the newest first',
    scopes: ['webhooks:read'],
    example: 'hearth webhook deliveries 3 --status failed',
    options: (command) =>
      command
        .addOption(new Option('--status <status>', 'only these').choices(STATUSES))
        .option('--limit <n>', 'how many', count, 20),
    ask: (client, { status, limit }: { status?: (typeof STATUSES)[number]; limit: number }, id) =>
      take(client.each('/webhooks/{id}/deliveries', { path: { id: idOf(id) }, query: { limit: 100, status } }), limit),
    show: (items) =>
      printTable(
        ['id', 'at', 'event', 'about', 'result', 'attempts', 'last answer', 'tried next'],
        items.map(({ id, createdAt, type, subject, status, attempts, history, nextAt }) => [
          ...[id, minute(createdAt), type, subject, status, attempts, answerOf(history.at(-1)), minute(nextAt)],
        ]),
      ),
  })
  addServerCommand(webhooks, 'replay <webhook> <delivery>', {
    description: 'Send a message again, with the same id, and say what came back',
    scopes: ['webhooks:write'],
    example: 'hearth webhook replay 3 120',
    ask: (client, _: object, id, delivery) =>
      client.post('/webhooks/{id}/deliveries/{delivery}/replay', {
        path: { id: idOf(id), delivery: idOf(delivery) },
      }),
    show: showOutcome,
  })
}

function idOf(written: string): number {
  if (/^\d{1,15}$/.test(written)) return Number(written)
  throw new CliError(`"${written}" is no id; "hearth webhook list" shows those there are.`, EXIT.wrongUsage)
}

function stateOf({
  state,
  pauseReason,
  failingSince,
}: Pick<Webhook, 'state' | 'pauseReason' | 'failingSince'>): string {
  if (state === 'paused') return pauseReason === 'asked' ? 'paused' : `paused (${pauseReason})`
  return failingSince ? 'failing' : 'active'
}

function answerOf(attempt: WebhookDelivery['history'][number] | undefined): string {
  if (!attempt) return ''
  return attempt.status === null ? (attempt.error ?? 'none') : `${attempt.status} in ${attempt.ms} ms`
}

/** What did not arrive is an error, for scripts. */
function showOutcome({ id, status, history }: WebhookDelivery): void {
  const answer = answerOf(history.at(-1))
  if (answer === '') throw new CliError(`Delivery ${id} is on its way; nothing came back yet.`)
  if (status !== 'delivered') throw new CliError(`Delivery ${id} did not arrive: ${answer}`)
  print(`Delivery ${id} arrived: ${answer}.`)
}
