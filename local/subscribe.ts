import type { Log } from '../shared/log.ts';

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/';

/** Every security event that Google sends (Cross-Account Protection, "Supported event types"). */
const EVENTS = [
  `${OAUTH}token-revoked`,
  `${OAUTH}tokens-revoked`,
  `${RISC}sessions-revoked`,
  `${RISC}account-disabled`,
  `${RISC}account-enabled`,
  `${RISC}account-credential-change-required`,
  `${RISC}verification`,
];

/**
 * Registers this product with the emulated Google for security events, as an operator does once with the
 * real Google: a revocation is then known within seconds instead of at the next refresh.
 */
export async function subscribe({ baseUrl, log }: { baseUrl: string; log: Log }): Promise<void> {
  const delivery = {
    delivery_method: 'https://schemas.openid.net/secevent/risc/delivery-method/push',
    url: `${baseUrl}/oauth-callback/security-events`,
  };
  const body = JSON.stringify({ delivery, events_requested: EVENTS });
  const headers = { authorization: 'Bearer local', 'content-type': 'application/json' };
  try {
    const url = `${baseUrl}/google/v1beta/stream:update`;
    const { ok, status } = await fetch(url, { method: 'POST', headers, body });
    if (!ok) log('warning', `security events: the emulated Google answered ${status}`);
  } catch {
    log('warning', 'security events: the emulated Google could not be reached');
  }
}
