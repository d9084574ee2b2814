export { type ClientCheck, createClientCheck } from './client-check.ts';
export { createOwnAccessToken } from './credentials.ts';
export { type GoogleEndpoints, googleEndpoints } from './endpoints.ts';
export type { Gmail } from './gmail.ts';
export { createGoogleTime } from './google-time.ts';
export { callerUnverified, createCallerVerifier } from './identity.ts';
export { type ImapFinding, loginToImap } from './imap.ts';
export type { OAuthClient } from './library-client.ts';
export { createOAuthProvider } from './oauth.ts';
export { EVENT_TYPES } from './security-event.ts';
export {
  openSecurityEventStream,
  type StreamApi,
  type StreamRefusal,
} from './security-event-stream.ts';
export { createSecurityEventVerifier, type SecurityEventToken } from './security-event-token.ts';
export {
  type KeyInput,
  readKey,
  type ServiceAccountKey,
} from './service-account/key.ts';
export { createServiceAccounts } from './service-account/service-accounts.ts';
