import type { LedgerEntry } from '../../shared/mail/model/ledger.ts';
import type { FakeEmail } from './fake-org.ts';
import {
  type Conversation,
  IDS,
  type ModelWorld,
  type SentCopy,
  type SentMail,
} from './model-world.ts';

/** Says of each mailbox which messages the history named up to the cursor and the ledger lacks. */
export function cursorAhead(world: ModelWorld): readonly string[] {
  const { gmail, store } = world;
  return IDS.flatMap((id) => {
    const { historyId } = store.intakeOf(id);
    if (historyId === null) return [];
    const ledger = new Set(store.entriesOf(id).map(({ messageId }) => messageId));
    const missing = gmail
      .namedUpTo(id, historyId)
      .filter((named) => !ledger.has(named) && !isUnlisted(world, named));
    return missing.map(
      (named) => `the cursor of ${id} is past ${named}, which is not in the ledger`,
    );
  });
}

/** Where the history has expired the mailbox is listed, and no list names spam or what is deleted. */
const isUnlisted = ({ hasExpired, mails }: ModelWorld, messageId: string): boolean =>
  hasExpired &&
  mails
    .flatMap(({ copies }) => copies)
    .some(
      ({ message, wasSpam, wasDeleted }) =>
        message.messageId === messageId && (wasSpam || wasDeleted),
    );

/** Says what is wrong in the org at any moment: a mail that is there twice, or on a stranger's case. */
export function wrongInOrg({ org, mails }: ModelWorld): readonly string[] {
  const seen = new Set<string>();
  const owners = new Map<string, string>();
  return [...org.emails.values()].flatMap(({ email, caseId }) => {
    const owner = mails.find(({ subject }) => subject === email.subject)?.belongsTo ?? 'nobody';
    const wrong: string[] = [];
    if (seen.has(email.subject)) wrong.push(`${email.subject} is in the org twice`);
    seen.add(email.subject);
    const first = owners.get(caseId) ?? owner;
    owners.set(caseId, first);
    if (first !== owner) wrong.push(`${email.subject} of ${owner} is on the case of ${first}`);
    return wrong;
  });
}

/** Says what is wrong when everything has come to rest. */
export const wrongAtRest = (world: ModelWorld): readonly string[] => [
  ...cursorAhead(world),
  ...wrongInOrg(world),
  ...world.mails.flatMap((mail) => [
    ...mail.copies.flatMap((copy) => wrongCopy(world, mail, copy)),
    ...wrongFiles(world, mail),
  ]),
  ...[...world.conversations.values()].flatMap((conversation) => wrongCases(world, conversation)),
  ...IDS.flatMap((id) => world.store.entriesOf(id))
    .filter(({ state }) => state === 'found' || state === 'held')
    .map(
      ({ messageId, state, failure }) =>
        `${messageId} is ${state} for ${failure?.code ?? 'nothing'}`,
    ),
];

const emailOf = ({ org }: ModelWorld, { subject }: SentMail): FakeEmail | undefined =>
  [...org.emails.values()].find(({ email }) => email.subject === subject);

function wrongCopy(world: ModelWorld, mail: SentMail, copy: SentCopy): readonly string[] {
  const { messageId } = copy.message;
  const entry = world.store.entriesOf(copy.connectionId).find((one) => one.messageId === messageId);
  const name = `${mail.subject} (${messageId} of ${copy.connectionId})`;
  if (entry?.state === 'filed') {
    const email = emailOf(world, mail);
    const isThere =
      email?.id === entry.filed?.emailMessageId && email?.caseId === entry.filed?.caseId;
    return isThere ? [] : [`${name} is filed, and not where its entry says`];
  }
  const { skipped = null } = entry ?? {};
  return mayStayOut(world, copy, skipped)
    ? []
    : [`${name} is ${skipped ?? entry?.state ?? 'lost'}`];
}

/** Why a mail may rightly have become no case. */
function mayStayOut(world: ModelWorld, copy: SentCopy, skipped: LedgerEntry['skipped']): boolean {
  if (copy.wasDeleted && (skipped === 'deleted' || skipped === null)) return true;
  if (copy.wasSkipped && skipped === 'by_person') return true;
  // What a listing finds is known by its present labels only, and it names no spam.
  if (copy.wasArchived && skipped === 'other_label') return true;
  const isSpamNow = copy.message.labelIds.includes('SPAM');
  return (
    copy.wasSpam && (isSpamNow || world.hasExpired) && (skipped === 'spam' || skipped === null)
  );
}

function wrongFiles(world: ModelWorld, mail: SentMail): readonly string[] {
  const email = emailOf(world, mail);
  if (!email || mail.copies.some(({ wasDeleted, wasSkipped }) => wasDeleted || wasSkipped))
    return [];
  const left = world.org.files
    .filter(({ emailMessageId }) => emailMessageId === email.id)
    .map(({ sha256 }) => sha256);
  const missing = mail.files.filter((file) => {
    const at = left.indexOf(file);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const mayDouble = world.mayOverlap && world.isOverlapped(email.id);
  return [
    ...missing.map(() => `a file of ${mail.subject} is missing`),
    ...(mayDouble ? [] : left.map(() => `a file of ${mail.subject} is there twice`)),
  ];
}

/** The mail of a customer's conversation is on one case. */
function wrongCases(world: ModelWorld, conversation: Conversation): readonly string[] {
  const mails = world.mails.filter((mail) => mail.belongsTo === conversation.name);
  const isOrderly = mails.every(({ copies }) => copies.every(isUndisturbed));
  // Two mailboxes that see different mail of it first, or a stranger who comes before the customer, part it.
  const mayPart = !isOrderly && (conversation.mailboxes.length > 1 || conversation.hasStrangers);
  const cases = new Set(mails.flatMap((mail) => emailOf(world, mail)?.caseId ?? []));
  return cases.size > 1 && !mayPart
    ? [`${conversation.name} is on ${[...cases].join(' and ')}`]
    : [];
}

const isUndisturbed = (copy: SentCopy): boolean =>
  !(copy.wasSpam || copy.wasArchived || copy.wasDeleted || copy.wasSkipped || copy.wasUnnamed);
