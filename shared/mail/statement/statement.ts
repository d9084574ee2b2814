import type { Intake } from '../model/intake.ts';
import type { MailPorts } from '../ports.ts';
import { type Arrived, arrivedIn } from './arrived.ts';
import type { Span } from './day.ts';
import { lookUpInOrgs } from './in-org.ts';
import { type Latency, latencyOf } from './latency.ts';
import {
  type AGREED,
  DIFFERENCES,
  type LineKind,
  lineOf,
  NATIVE_DIFFERENCES,
  type StatementLine,
} from './line.ts';

/** How many messages: `arrived` is the sum of the others. `native`: differences of native Email-to-Case. */
export type Sums = Readonly<
  Record<'arrived' | (typeof AGREED)[number] | 'differences' | 'native', number>
>;

/** The books of one mailbox and day. */
export type Statement = Span & {
  /** The oldest message first. */
  readonly lines: readonly StatementLine[];
  readonly sums: Sums;
  /** There is no difference, neither ours nor of native Email-to-Case. What waits is in the books, and none. */
  readonly isBalanced: boolean;
  /** Of the filed ones; null: there are none. */
  readonly latency: Latency | null;
};

type Ports = Pick<MailPorts, 'store' | 'readerOf' | 'casesOf'>;

/**
 * The books of a mailbox for a span of a day: what became of each message that arrived, by Gmail's own list, the
 * ledger, and the org's own rows of what the ledger calls filed. Nothing is changed. What shadow mode left unwritten is
 * not compared here: see `compareWithNative`.
 *
 * @throws AppError what the mailbox's reader and the org's case store throw; `store_unavailable`
 */
export async function statementOf(
  { store, readerOf, casesOf }: Ports,
  { intake, span }: { readonly intake: Intake; readonly span: Span },
): Promise<Statement> {
  const { connectionId, routing } = intake;
  const arrived = await arrivedIn({ store, readerOf }, { connectionId, span });
  const filed = arrived.flatMap(filedOf);
  const inOrgs = await lookUpInOrgs({ casesOf }, { filed, orgId: routing.orgId });
  return statementWith(
    span,
    arrived.map((one) => lineOf(one, inOrgs)),
  );
}

/** The statement that has these lines. */
export function statementWith(span: Span, lines: readonly StatementLine[]): Statement {
  const sums = sumsOf(lines);
  const isBalanced = sums.differences + sums.native === 0;
  return { ...span, lines, sums, isBalanced, latency: latencyOf(lines.flatMap(durationOf)) };
}

const filedOf = ({ entry }: Arrived) =>
  entry?.state === 'filed' && entry.filed ? [entry.filed] : [];

/** In milliseconds. The clocks of Gmail and ours may differ a little. */
const durationOf = ({ kind, receivedAt, filedAt }: StatementLine): readonly number[] =>
  TIMED.has(kind) && receivedAt && filedAt
    ? [Math.max(0, filedAt.getTime() - receivedAt.getTime())]
    : [];

/** What the connector filed, or would have. */
const TIMED: ReadonlySet<LineKind> = new Set([
  'filed',
  'unwritten',
  'as_native',
  ...NATIVE_DIFFERENCES,
]);

function sumsOf(lines: readonly StatementLine[]): Sums {
  const count = (...kinds: readonly LineKind[]): number =>
    lines.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    arrived: lines.length,
    filed: count('filed'),
    deleted_in_org: count('deleted_in_org'),
    unchecked: count('unchecked'),
    unwritten: count('unwritten'),
    as_native: count('as_native'),
    skipped: count('skipped'),
    held: count('held'),
    waiting: count('waiting'),
    differences: count(...DIFFERENCES),
    native: count(...NATIVE_DIFFERENCES),
  };
}
