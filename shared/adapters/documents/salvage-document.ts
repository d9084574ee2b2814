import type { Connection, DamagedConnection, Failure } from '../../tokens/index.ts';
import { connectionFields, connectionSchema } from './connection-schema.ts';

/** What a store knows of a damaged record beside its document. */
type About = DamagedConnection & {
  /** At least the generation of every writer that read the record before it was damaged. */
  readonly generation: number;
};

/** A generation above this was not reached by counting. */
const MOST_GENERATION = 2 ** 40;

/** What stands in for a field that cannot be read. It grants nothing, and nothing becomes due by it. */
const STAND_INS = {
  method: 'consent',
  status: 'needs_reconnect',
  profile: 'probe',
  scopes: [],
  generation: 0,
  grantVersion: null,
  grantDigests: null,
  delegationId: null,
  fallbackDelegationId: null,
  grantEnd: null,
  grantsMinted: 1,
  accessToken: null,
  lease: null,
  refreshDueAt: null,
  probeDueAt: null,
  consentedAt: new Date(0).toISOString(),
  disconnectedAt: null,
  refreshedAt: null,
  failure: null,
  probe: null,
  probeHistory: [],
  imap: null,
  authorizationRequestId: '',
};

/** What is left of the connection in a damaged document, by the rules of `salvageConnection`. */
export function salvageDocument(document: string, about: About): Connection {
  const { id, address } = about;
  const fields = fieldsIn(document, id);
  const standIns: Record<string, unknown> = {
    ...STAND_INS,
    id,
    mailbox: { subject: '', address, hostedDomain: null },
  };
  const mended = Object.entries(connectionFields).map(([name, schema]) => {
    const isReadable = name in fields && schema.safeParse(fields[name]).success;
    return [name, isReadable ? fields[name] : standIns[name]];
  });
  return withoutRights(connectionSchema.parse(Object.fromEntries(mended)), about);
}

/** A document that is not this connection's, such as a copy under another id, has nothing to say of it. */
function fieldsIn(document: string, id: string): Readonly<Record<string, unknown>> {
  try {
    const fields: unknown = JSON.parse(document);
    const isOwn =
      typeof fields === 'object' && fields !== null && 'id' in fields && fields.id === id;
    return isOwn ? { ...fields } : {};
  } catch {
    return {};
  }
}

/** A damaged connection serves no token and waits for its owner. A grant that is another's is not named. */
function withoutRights(stored: Connection, { id, generation }: About): Connection {
  const { grant, generation: counted } = stored;
  const isEnded = stored.status === 'disconnected';
  return {
    ...stored,
    status: isEnded ? 'disconnected' : 'needs_reconnect',
    generation: counted > MOST_GENERATION ? generation : Math.max(counted, generation),
    grant: grant.kind === 'consent' && !grant.version.includes(id) ? { kind: 'none' } : grant,
    accessToken: null,
    lease: null,
    refreshDueAt: null,
    probeDueAt: null,
    // A request that is settled again must not take the damaged connection for its own success.
    authorizationRequestId: '',
    failure: isEnded ? null : unreadableSince(stored.refreshedAt ?? stored.consentedAt),
  };
}

const unreadableSince = (since: Date): Failure => ({
  code: 'record_unreadable',
  upstream: null,
  since,
  attempts: 1,
  wholeDomain: false,
});
