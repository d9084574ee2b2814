const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/';

/** What Google tells of (developers.google.com/identity/protocols/risc, "Supported event types"). */
export const EVENT_TYPES = {
  'sessions-revoked': `${RISC}sessions-revoked`,
  'tokens-revoked': `${OAUTH}tokens-revoked`,
  'token-revoked': `${OAUTH}token-revoked`,
  'account-disabled': `${RISC}account-disabled`,
  'account-enabled': `${RISC}account-enabled`,
  'account-credential-change-required': `${RISC}account-credential-change-required`,
  verification: `${RISC}verification`,
} as const;

export type EventName = keyof typeof EVENT_TYPES;

/** How events are delivered: Google pushes them (RFC 8935 under the name it had as a draft). */
export const PUSH = 'https://schemas.openid.net/secevent/risc/delivery-method/push';
