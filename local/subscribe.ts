import type { Log } from '../shared/log.ts';

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/';

/** Everything that Google tells of accounts (Cross-Account Protection, "Supported event types"). */
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
 * Has the emulated Google tell this product of what happens to accounts, as an operator does once at the
 * real one: then a revocation is known in seconds and not at the next refresh.
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
    log('warning', 'security events: the emulated Google could not be asked');
  }
}
