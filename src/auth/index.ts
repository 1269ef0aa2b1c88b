export {
  type Account,
  AccountError,
  type AccountInput,
  acceptInvitation,
  changePassword,
  checkPassword,
  createAccount,
  createInvitation,
  createSetupLink,
  deleteAccount,
  findAccount,
  getAccount,
  hasOwner,
  type Invitation,
  listAccounts,
  MIN_PASSWORD_LENGTH,
  ROLES,
  readInvitation,
  updateAccount,
} from './accounts.ts'
export {
  type ApiKey,
  authenticate,
  createApiKey,
  findApiKey,
  keyAllows,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
} from './api-keys.ts'
export { createLink, type LinkPurpose, pruneLinks, readLink, useLink } from './one-time-links.ts'
export {
  listPasskeys,
  type Passkey,
  passkeyRegistration,
  passkeySignIn,
  registerPasskey,
  removePasskey,
  usePasskey,
} from './passkeys.ts'
export {
  isSameOrigin,
  type Principal,
  principalOfKey,
  principalOfSession,
  sessionCookieName,
} from './principal.ts'
export { RateLimit } from './rate-limit.ts'
export { mayGrant, type PostRights, scopesOf } from './roles.ts'
export { allows, parseScopes, SCOPES, type Scope, UnknownScopeError } from './scopes.ts'
export {
  disableSecondFactor,
  enableSecondFactor,
  type NewSecondFactor,
  newSecondFactor,
  recoveryCodesLeft,
  useSecondFactor,
} from './second-factor.ts'
export {
  endSession,
  listSessions,
  pruneSessions,
  readHalfSession,
  readSession,
  SESSION_MAX_MS,
  type Session,
  type SignedIn,
  startSession,
} from './sessions.ts'
