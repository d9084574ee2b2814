import { FATE_COUNTS, type Fate } from '../shared/mail/model/fate.ts';
import type { Policies } from '../shared/mail/model/policies.ts';
import type { Rehearsal, RehearsedMail } from '../shared/mail/rehearsal/index.ts';
import { say } from '../shared/pages/messages.ts';
import { printable } from './terminal.ts';

/** A rehearsal with the mailbox that it is of, and its policies now and changed. */
export type NamedRehearsal = {
  readonly mailbox: string;
  readonly now: Policies;
  readonly changed: Policies;
  readonly rehearsal: Rehearsal;
};

/** For people: a line for each mail that would change, then the counts. */
export function linesOf({ mailbox, rehearsal }: NamedRehearsal): readonly string[] {
  const { arrived, rehearsed, from, until, differing, counts, unread } = rehearsal;
  const row = (name: string, now: string | number, changed: string | number): string =>
    `  ${name.padEnd(42)}${String(now).padStart(9)}${String(changed).padStart(9)}`;
  return [
    `${mailbox}, ${minuteOf(from)} to ${minuteOf(until)} (UTC): ${rehearsed} of ${arrived} mails`,
    ...differing.flatMap(mailLines),
    '',
    row(say('en', 'fateKind'), 'now', 'changed'),
    ...FATE_COUNTS.map((kind) =>
      row(say('en', `fate_${kind}`), counts.now[kind], counts.changed[kind]),
    ),
    ...(unread.length > 0 ? [`Not read: ${reasonsOf(unread.map(({ code }) => code))}`] : []),
    verdictOf(rehearsal),
  ];
}

function verdictOf({ differing, rehearsed }: Rehearsal): string {
  if (differing.length > 0) return `${say('en', 'rehearsalDiffers', differing.length)}.`;
  return say('en', rehearsed === 0 ? 'rehearsalNone' : 'rehearsalSame');
}

const minuteOf = (moment: Date): string => moment.toISOString().slice(0, 16).replace('T', ' ');

/** The customer is named where it is another one. */
function mailLines({ messageId, receivedAt, now, changed }: RehearsedMail): readonly string[] {
  const isOther = customerOf(now)?.toLowerCase() !== customerOf(changed)?.toLowerCase();
  return [
    '',
    `${minuteOf(receivedAt)}  message ${messageId}`,
    `  now      ${fateText(now, isOther)}`,
    `  changed  ${fateText(changed, isOther)}`,
  ];
}

const customerOf = (fate: Fate): string | null => (fate.kind === 'filed' ? fate.customer : null);

function fateText(fate: Fate, withCustomer: boolean): string {
  if (fate.kind === 'skipped') return `skipped: ${fate.reason}`;
  if (fate.kind !== 'filed') return `${fate.kind}: ${fate.code}`;
  const { as, case: on, customer, isMasked } = fate;
  const which = on.kind === 'standing' ? ` ${on.caseId}` : ` of message ${on.byMessageId}`;
  return [
    as === 'new_case' ? 'opens a case' : `${WORDS[as]}${which}`,
    ...(withCustomer && customer !== null ? [`customer ${printable(customer)}`] : []),
    ...(isMasked ? ['numbers masked'] : []),
  ].join(', ');
}

const WORDS = {
  reply: 'joins the case',
  copy: 'is already on the case',
  sent: 'joins, as sent mail, the case',
} as const;

/** How many for each reason. */
function reasonsOf(codes: readonly string[]): string {
  const groups = Map.groupBy(codes, (code) => code);
  return [...groups].map(([code, { length }]) => `${code} ${length}`).join(', ');
}

/** For `--json`: moments as ISO 8601, UTC. */
export const factsOf = ({ mailbox, now, changed, rehearsal }: NamedRehearsal): object => ({
  mailbox,
  policies: { now, changed },
  ...rehearsal,
});
