export {
  AccountError,
  type AccountInput,
  createAccount,
  createSetupLink,
  hasOwner,
  isSetupToken,
  MIN_PASSWORD_LENGTH,
  ROLES,
  useSetupToken,
} from './accounts.ts'
export { type ApiKey, authenticate, createApiKey, keyAllows, listApiKeys, revokeApiKey } from './api-keys.ts'
export { allows, parseScopes, SCOPES, type Scope, UnknownScopeError } from './scopes.ts'
