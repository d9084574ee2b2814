import { openSecurityEventStream } from '../shared/google/index.ts';
import type { Log } from '../shared/log.ts';

/**
 * Registers this product with the emulated Google for security events, as an operator does once with the
 * real Google: a revocation is then known within seconds instead of at the next refresh.
 */
export async function subscribe({ baseUrl, log }: { baseUrl: string; log: Log }): Promise<void> {
  const stream = openSecurityEventStream(`${baseUrl}/google`, 'local');
  const answer = await stream.register(`${baseUrl}/oauth-callback/security-events`);
  if (!('refused' in answer)) return;
  const { status } = answer.refused;
  const what = status === null ? 'could not be reached' : `answered ${status}`;
  log('warning', `security events: the emulated Google ${what}`);
}
