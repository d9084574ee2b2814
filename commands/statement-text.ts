import {
  AGREED,
  type DayRefusal,
  isDifference,
  type Statement,
  type StatementLine,
} from '../shared/mail/statement/index.ts';
import { say } from '../shared/pages/messages.ts';

/** A statement with the mailbox and the day that it is of. */
export type Named = {
  readonly mailbox: string;
  readonly day: string;
  readonly statement: Statement;
};

/** Why there is no statement. */
export type Refused = DayRefusal | 'mailbox_unknown';

export const REFUSALS: Readonly<Record<Refused, string>> = {
  mailbox_unknown:
    'No mail of this mailbox becomes cases. Check the address; otherwise an administrator of the connector connects the mailbox, or switches its mail on.',
  no_day: 'This is no day. Give one as YYYY-MM-DD, such as 2026-11-27.',
  future: 'The day has not begun yet (UTC). Ask for an earlier one.',
  before_start:
    'The day is before the start of this mailbox’s mail. Ask for a later one; an administrator of the connector may switch the mail on with an earlier start.',
  forgotten:
    'The day is more than 60 days ago, and the connector forgets filed and skipped mail after 60 days. Ask for a later one.',
};

/** For people: the sums, then each difference with what to do. */
export function linesOf({ mailbox, day, statement }: Named): readonly string[] {
  const { sums, latency, lines, isBalanced, from, until } = statement;
  const row = (name: string, count: number, more = ''): string =>
    `  ${name.padEnd(32)}${String(count).padStart(7)}${more}`;
  const seconds = latency
    ? `p50 ${latency.p50} s, p95 ${latency.p95} s, p99 ${latency.p99} s`
    : 'nothing was filed';
  return [
    `${mailbox}, ${day} (UTC), ${timeOf(from)} to ${timeOf(until)}`,
    row('arrived', sums.arrived),
    ...AGREED.filter((kind) => sums[kind] > 0 || ALWAYS.has(kind)).map((kind) =>
      row(NAMES[kind] ?? kind, sums[kind], reasonsOf(lines, kind)),
    ),
    row('differences', sums.differences),
    ...(isCompared(lines) ? nativeRows(lines, row) : []),
    `From arrival to case: ${seconds}`,
    ...differencesIn(lines),
    isBalanced ? '✓ The books balance.' : '✗ The books do not balance.',
  ];
}

/** Shown also where there is none. */
const ALWAYS: ReadonlySet<string> = new Set(['filed', 'skipped', 'held', 'waiting']);

const NAMES: Partial<Record<(typeof AGREED)[number], string>> = {
  deleted_in_org: 'deleted in Salesforce',
  unchecked: 'organization removed',
  unwritten: 'not compared',
  as_native: 'as Email-to-Case',
};

const NATIVE_ROWS = [
  ['native_missed', 'missed'],
  ['native_doubled', 'doubled'],
  ['native_other_case', 'on another case'],
] as const;

const isCompared = (lines: readonly StatementLine[]): boolean =>
  lines.some(({ kind }) => kind === 'as_native' || kind.startsWith('native_'));

const nativeRows = (
  lines: readonly StatementLine[],
  row: (name: string, count: number) => string,
): readonly string[] =>
  NATIVE_ROWS.map(([kind, name]) =>
    row(`Email-to-Case: ${name}`, lines.filter((line) => line.kind === kind).length),
  );

const timeOf = (moment: Date): string => moment.toISOString().slice(11, 19);

/** How many for each reason, the most frequent first. */
function reasonsOf(lines: readonly StatementLine[], kind: StatementLine['kind']): string {
  const counts = new Map<string, number>();
  for (const line of lines)
    if (line.kind === kind && line.reason !== null)
      counts.set(line.reason, (counts.get(line.reason) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one);
  return sorted.length === 0
    ? ''
    : `  ${sorted.map(([reason, count]) => `${reason} ${count}`).join(', ')}`;
}

/** Each kind of difference with its advice once, and its messages. */
function differencesIn(lines: readonly StatementLine[]): readonly string[] {
  const differing = Map.groupBy(lines, ({ kind }) => kind);
  return [...differing].flatMap(([kind, messages]) =>
    isDifference(kind)
      ? [
          '',
          `${kind}: ${say('en', `advice_${kind}`)}`,
          ...messages.map((line) => `  ${placesOf(line)}`),
          '',
        ]
      : [],
  );
}

function placesOf({ messageId, kind, caseId, emailMessageId, foundOnCaseId }: StatementLine) {
  const filed = emailMessageId === null ? '' : `: Email Message ${emailMessageId}, case ${caseId}`;
  const isElsewhere = kind === 'other_case' || kind === 'native_other_case';
  const found = isElsewhere ? `, now on ${foundOnCaseId ?? 'no case'}` : '';
  return `message ${messageId}${filed}${found}`;
}

/** For `--json`: moments as ISO 8601, UTC. */
export const factsOf = ({ mailbox, day, statement }: Named): object => {
  const { from, until, sums, isBalanced, latency, lines } = statement;
  return { mailbox, day, from, until, balanced: isBalanced, sums, latency, lines };
};

const COLUMNS = [
  'messageId',
  'threadId',
  'kind',
  'isListed',
  'receivedAt',
  'filedAt',
  'reason',
  'caseId',
  'emailMessageId',
  'foundOnCaseId',
  'nativeIds',
] as const satisfies readonly (keyof StatementLine)[];

/** For `--csv` (RFC 4180): ids, codes and moments, none of which needs quotes. */
export function csvOf({ lines }: Statement): string {
  const rows = lines.map((line) => COLUMNS.map((column) => cellOf(line[column])));
  return [COLUMNS, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

const cellOf = (value: StatementLine[(typeof COLUMNS)[number]]): string =>
  value instanceof Date
    ? value.toISOString()
    : Array.isArray(value)
      ? value.join(' ')
      : String(value ?? '');
