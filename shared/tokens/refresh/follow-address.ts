import type { Connection, Mailbox } from '../model/connection.ts';
import type { Ports } from '../model/ports.ts';
import { writeChange } from '../model/write-change.ts';

const ATTEMPTS = 5;

/**
 * Stores the address that the id_token of a refresh proves, when the account was renamed: `sub` identifies the
 * mailbox, and the address follows it. The event names the former address. Whatever is wrong with the id_token,
 * the refresh stays good.
 *
 * Verifying needs Google's keys, so only an id_token that says something new is verified.
 */
export async function followAddress(
  ports: Ports,
  { id, mailbox: known }: Connection,
  { idToken, at }: { readonly idToken: string | null; readonly at: Date },
): Promise<void> {
  if (idToken === null || !saysOtherwise(idToken, known)) return;
  try {
    const proved = await ports.oauth.verifyIdentity(idToken, { nonce: null, at });
    if (proved.subject === known.subject) await storeMailbox(ports, id, proved);
  } catch {
    // The next refresh brings another id_token.
  }
}

async function storeMailbox(ports: Ports, id: string, mailbox: Mailbox): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await ports.store.readConnection(id);
    if (!found || found.value.status === 'disconnected') return;
    const after = { ...found.value, mailbox };
    if ((await writeChange(ports, found, { after })) !== null) return;
  }
}

/** Does an id_token that nobody has verified yet name another address or Workspace than the stored one? */
function saysOtherwise(idToken: string, { address, hostedDomain }: Mailbox): boolean {
  const claims = claimsIn(idToken);
  return claims['email'] !== address || (claims['hd'] ?? null) !== hostedDomain;
}

/** The claims of a JWT (RFC 7519 §3), unverified; none when it is no JWT. */
function claimsIn(idToken: string): Readonly<Record<string, unknown>> {
  try {
    const [, payload = ''] = idToken.split('.');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
