import { isIP } from 'node:net';
import { isGoogleClientId, type SettingValues } from './settings.ts';

/** What only the real Google needs, and what it refuses ("Redirect URI validation rules" of its OAuth guide). */
export function refusedByGoogle(values: SettingValues): string[] {
  const problems: string[] = [];
  if (values.SETUP_ADMINS === undefined) {
    problems.push('SETUP_ADMINS must be set with the real Google: who may connect mailboxes?');
  }
  if (values.GOOGLE_CLIENT_ID && !isGoogleClientId(values.GOOGLE_CLIENT_ID)) {
    problems.push(
      'GOOGLE_CLIENT_ID must be a client ID that ends with .apps.googleusercontent.com: copy it from Google Auth Platform → Clients',
    );
  }
  const local = values.BASE_URL && localHostIn(values.BASE_URL);
  if (local) {
    problems.push(
      `BASE_URL must have a public domain name with the real Google, or be http://127.0.0.1 with a port: Google accepts no redirect URI with ${local}`,
    );
  }
  return problems;
}

/** Top-level domains that are not public: RFC 6761, 6762, 7686 and 8375, ICANN's .internal, and customary ones. */
const NOT_PUBLIC =
  /\.(local|localhost|localdomain|internal|intranet|lan|home|corp|private|test|example|invalid|onion|arpa)$/;

/** Why Google refuses a host as that of a redirect URI; null if it does not. Google accepts loopback addresses. */
function localHostIn(baseUrl: string): string | null {
  const host = new URL(baseUrl).hostname.replace(/^\[|\]$|\.$/g, '');
  if (['127.0.0.1', 'localhost', '::1'].includes(host)) return null;
  if (isIP(host) !== 0) return 'an IP address';
  return !host.includes('.') || NOT_PUBLIC.test(host) ? 'a name of a local network' : null;
}
