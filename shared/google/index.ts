export { type GoogleEndpoints, googleEndpoints } from './endpoints.ts';
export { createGmail, type Gmail } from './gmail.ts';
export { createCallerVerifier } from './identity.ts';
export { createOAuthProvider, type OAuthClient } from './oauth.ts';
export {
  createSecurityEventVerifier,
  type SecurityEvent,
  type SecurityEventToken,
} from './security-events.ts';
