import type { Fate } from '../../../shared/mail/model/fate.ts';
import type { Intake } from '../../../shared/mail/model/intake.ts';
import type { LedgerEntry } from '../../../shared/mail/model/ledger.ts';
import { DEFAULT_POLICIES, type Policies } from '../../../shared/mail/model/policies.ts';
import type { MailboxReader, MailPorts } from '../../../shared/mail/ports.ts';
import {
  type Rehearsal,
  type RehearsedMail,
  rehearse,
} from '../../../shared/mail/rehearsal/index.ts';
import { createFiling, type Filing, INTAKE, MINUTE } from '../filing/harness.ts';
import { CONTACTS, generateMonth, SALES, type Step, SUPPORT } from './generated-mails.ts';

const DAY = 24 * 60 * MINUTE;

export const intakeOf = (policies: Partial<Policies>, about: Partial<Intake> = {}): Intake => ({
  ...INTAKE,
  ...about,
  startsAt: new Date(0),
  routing: { ...INTAKE.routing, policies: { ...DEFAULT_POLICIES, ...policies } },
});

const OTHER = intakeOf({}, { connectionId: 'c2', address: SALES });

/** Some mail of before, a pause, and a month of mail. */
export function generate(seed: number, count: number) {
  const before = generateMonth(seed, 30);
  const month = generateMonth(seed + 1, count, before.conversations.slice(0, 8));
  return { before: before.steps, month: month.steps };
}

export type Generated = ReturnType<typeof generate>;

export type Lived = Filing & {
  readonly intake: Intake;
  /** The ports with a Gmail that lists. */
  readonly listing: MailPorts;
};

/** A change of policies: from, to. */
export type PolicyChange = readonly [before: Partial<Policies>, after: Partial<Policies>];

/**
 * Two mailboxes through which this mail went, the first one under these policies, which were changed when the month
 * began, and the other one under the defaults.
 *
 * @param answered which agents' answers happen, by their Message-IDs, so that people do the same in two worlds
 */
export async function live(
  generated: Generated,
  [before, after]: PolicyChange,
  answered: ReadonlySet<string> | null = null,
): Promise<Lived> {
  const world = await createFiling();
  const earlier = intakeOf(before);
  const intake = intakeOf(after);
  await world.store.writeIntake(OTHER, null);
  for (const address of CONTACTS) world.org.contacts.set(address, `003${address}`);
  for (const step of generated.before)
    await happen(world, earlier, { step, pause: MINUTE, answered });
  // A rehearsal reaches back for 30 days, and not to the mail of before.
  world.wait(3 * DAY);
  const pause = (28 * DAY) / generated.month.length;
  for (const step of generated.month) await happen(world, intake, { step, pause, answered });
  world.wait(MINUTE);
  const listing = { ...world.ports, readerOf: () => readerOf(world) };
  return { ...world, intake, listing };
}

type Happening = {
  readonly step: Step;
  readonly pause: number;
  readonly answered: ReadonlySet<string> | null;
};

async function happen(
  world: Filing,
  intake: Intake,
  { step, pause, answered }: Happening,
): Promise<void> {
  world.wait(pause);
  if (step.kind === 'org_answer') {
    if (answered?.has(step.identifier) !== false) answerInOrg(world, step);
    return;
  }
  const { id, connectionId, threadId, labelIds, lines } = step;
  const entry = { arrivalLabelIds: [...labelIds, 'UNREAD'] };
  await world.receive({ id, connectionId, threadId, labelIds, lines, entry });
  await world.file({ intake: connectionId === 'c2' ? OTHER : intake });
}

function answerInOrg(
  { org, store }: Filing,
  { onCaseOf, identifier, to }: Extract<Step, { kind: 'org_answer' }>,
): void {
  const entries = [...store.entriesOf('c1'), ...store.entriesOf('c2')];
  const entry = entries.find(({ messageId }) => messageId === onCaseOf);
  const caseId = entry?.filed?.caseId;
  const email = caseId && org.emailsOf(caseId)[0]?.email;
  if (!caseId || !email) return;
  const sent = { ...email, messageId: identifier, fromAddress: SUPPORT, to, isOutgoing: true };
  org.emails.set(identifier, { id: identifier, key: identifier, caseId, email: sent });
}

/** Gmail lists no spam, trash and drafts. */
function readerOf(world: Filing): MailboxReader {
  const listed = () =>
    [...world.mails.values()].filter(
      ({ messageId, labelIds }) =>
        world.store.entriesOf('c1').some((entry) => entry.messageId === messageId) &&
        !labelIds.some((label) => ['SPAM', 'TRASH', 'DRAFT'].includes(label)),
    );
  const list: MailboxReader['list'] = async ({ since, until = world.now() }) => ({
    messages: listed()
      .filter(({ receivedAt }) => receivedAt >= since && receivedAt < until)
      .map(({ messageId, threadId, labelIds }) => ({
        ...{ messageId, threadId, labelIds },
        change: 'message',
      })),
    nextPageToken: null,
  });
  return { ...world.ports.readerOf('c1'), list };
}

/** Rehearses the month under other policies, and answers the fates of all its mails, too. */
export async function rehearseMonth(
  world: Lived,
  changed: Partial<Policies>,
  about: { readonly most?: number; readonly until?: Date } = {},
): Promise<{ readonly rehearsal: Rehearsal; readonly mails: readonly RehearsedMail[] }> {
  const mails: RehearsedMail[] = [];
  const rehearsal = await rehearse(world.listing, {
    intake: world.intake,
    changed: intakeOf(changed).routing,
    most: about.most ?? null,
    until: about.until ?? null,
    watch: (mail) => mails.push(mail),
  });
  return { rehearsal, mails };
}

/** What became of a message of the first mailbox, by its ledger, in words that are equal in all worlds. */
export function livedFate(world: Lived, messageId: string): string {
  const entry = world.entry(messageId);
  const { filed, skipped, state, failure } = entry;
  if (skipped !== null) return `skipped ${skipped}`;
  if (filed === null) return `${state === 'found' ? 'waiting' : state} ${failure?.code}`;
  const email = world.org.emails.get(filed.emailMessageId)?.email;
  return [
    filed.as,
    nameOfCase(world, filed.caseId),
    filed.notJoined,
    email?.text.includes('masked'),
  ].join(' ');
}

export const rehearsedFate = (world: Lived, fate: Fate): string => {
  if (fate.kind === 'skipped') return `skipped ${fate.reason}`;
  if (fate.kind !== 'filed') return `${fate.kind} ${fate.code}`;
  const on =
    fate.case.kind === 'opened'
      ? `c1 ${fate.case.byMessageId}`
      : nameOfCase(world, fate.case.caseId);
  return [fate.as, on, fate.notJoined, fate.isMasked].join(' ');
};

/** A case by the message that opened it: ids of cases differ from world to world. */
function nameOfCase({ store }: Filing, caseId: string): string {
  const opened = (entry: LedgerEntry): boolean =>
    entry.filed?.as === 'new_case' && entry.filed.caseId === caseId;
  for (const connectionId of ['c1', 'c2']) {
    const opener = store.entriesOf(connectionId).find(opened);
    if (opener) return `${connectionId} ${opener.messageId}`;
  }
  return caseId;
}

/**
 * Lives a month under some policies, rehearses it under others, and lives it again under those.
 *
 * @returns how many mails were compared, and those of which the rehearsal was wrong on either side
 */
export async function compareWithLife(generated: Generated, [before, after]: PolicyChange) {
  const lived = await live(generated, [before, before]);
  const { mails } = await rehearseMonth(lived, after);
  const then = await live(generated, [before, after], new Set(lived.org.emails.keys()));
  const wrong = mails.flatMap(({ messageId, now, changed }) => {
    const sides = [
      ['now', rehearsedFate(lived, now), livedFate(lived, messageId)],
      ['changed', rehearsedFate(lived, changed), livedFate(then, messageId)],
    ] as const;
    return sides.filter(([, one, other]) => one !== other).map((side) => [messageId, ...side]);
  });
  return { compared: mails.length, wrong };
}

const SKIPS: Partial<Policies> = {
  ...{ autoReplies: 'skip', bounces: 'skip', sentMail: 'skip' },
  blockedSenders: ['@ads.example', 'ann@customer.example'],
};
const FILES: Partial<Policies> = { autoReplies: 'file', bounces: 'file', knownSpam: 'file' };
const OTHER_CUSTOMER: Partial<Policies> = { groups: 'group', forwards: 'forwarder' };
const MASKS: Partial<Policies> = { cards: 'mask', myNumbers: 'mask' };

/** Each policy but `copies` is changed in both directions. */
export const CHANGES: readonly (readonly [name: string, ...change: PolicyChange])[] = [
  ['what programs write, and known spam, is filed', {}, FILES],
  ['much is skipped, and senders are blocked', {}, SKIPS],
  ['each mailbox has its own case', {}, { copies: 'case_each' }],
  ['other customers', {}, OTHER_CUSTOMER],
  ['numbers are masked', {}, MASKS],
  ['everything at once', {}, { ...SKIPS, ...FILES, ...OTHER_CUSTOMER, ...MASKS }],
  ['back to the defaults from what skips', SKIPS, {}],
  ['back to the defaults from all the others', { ...FILES, ...OTHER_CUSTOMER, ...MASKS }, {}],
];
