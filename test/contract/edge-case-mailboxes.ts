import type { Connection, ConnectionFilter } from '../../shared/tokens/index.ts';
import { sampleConnection } from '../support/samples.ts';

const since = new Date('2026-01-01T00:10:00Z');
const failed = { code: 'google_unavailable', upstream: null } as const;

/** A sample of each health, with both ways of failing. */
const KINDS: readonly [ConnectionFilter['health'], Partial<Connection>][] = [
  ['well', {}],
  ['failing', { failure: { ...failed, since, attempts: 1, wholeDomain: false } }],
  ['failing', { probe: { at: since, latencyMs: 1, labels: [], labelCount: 0, failure: failed } }],
  ['needs_reconnect', { status: 'needs_reconnect' }],
  ['disconnected', { status: 'disconnected' }],
];

/** SQL wildcards, quotes, other cases, other domains, and characters that sort differently by byte. */
const ADDRESSES = [
  'a%b@example.com',
  'a_b@example.com',
  'axb@example.com',
  'a\\b@example.com',
  'AB@Example.COM',
  "o'hara@example.com",
  'a@sub.example.com',
  'a@example.com.evil.test',
  'a@notexample.com',
  '"x@y"@example.com',
  '\u{ff41}@example.com',
  '\u{20bb7}@example.com',
  '\u{10ffff}@example.com',
  '\u{d7ff}@example.com',
];

const known = ADDRESSES.flatMap((address, nth) =>
  KINDS.map(([health, about], kind) => {
    const mailbox = { ...sampleConnection().mailbox, address };
    const id = `${kind}-${nth}`;
    return { health, connection: sampleConnection({ ...about, id, mailbox }) };
  }),
);

/** A mailbox of each address and health. */
export const MAILBOXES: readonly Connection[] = known.map(({ connection }) => connection);

export const HEALTHS: readonly ConnectionFilter['health'][] = [
  null,
  'well',
  'failing',
  'needs_reconnect',
  'disconnected',
];

export const ADDRESS_FILTERS: readonly ConnectionFilter['address'][] = [
  null,
  ...['', 'a', 'a%', 'a_', 'a\\', '%', '_', "o'", '"', 'ab@example.com', 'zzz'].map(prefixed),
  ...['\u{ff41}', '\u{20bb7}', '\u{10ffff}', '\u{d7ff}', '\ud800'].map(prefixed),
  ...['example.com', 'sub.example.com', 'com', '', '%', 'example_com'].map((domain) => ({
    domain,
  })),
];

function prefixed(prefix: string) {
  return { prefix };
}

/** The ids that a filter matches, ordered by address: the plainest implementation, to compare with. */
export const matchingIds = ({ health, address }: ConnectionFilter): string[] =>
  known
    .filter((each) => (health ? each.health === health : each.health !== 'disconnected'))
    .map(({ connection: { id, mailbox } }) => ({ id, address: mailbox.address.toLowerCase() }))
    .filter((each) => {
      if (address === null) return true;
      if ('prefix' in address) return each.address.startsWith(address.prefix);
      return each.address.split('@').at(-1) === address.domain;
    })
    .toSorted(
      (one, other) =>
        Buffer.compare(Buffer.from(one.address), Buffer.from(other.address)) ||
        (one.id < other.id ? -1 : 1),
    )
    .map(({ id }) => id);
