import { inParallel } from '../../concurrency/in-parallel.ts';
import { withinTime } from '../../concurrency/within-time.ts';
import { AppError } from '../../errors.ts';
import { decodedValue } from '../message/encoded-words.ts';
import type { Filed } from '../model/ledger.ts';
import type { OrgPause } from '../model/org-pause.ts';
import { isUnwritten } from '../model/unwritten-id.ts';
import type { MailPorts, MailSearch } from '../ports.ts';
import { addressesWrittenIn } from '../reading/written-address.ts';
import { type InOrgs, lookUpInOrgs } from '../statement/in-org.ts';
import { absencesOf } from './absences.ts';
import {
  type FoundMail,
  type Searched,
  type SearchPorts,
  searchMailbox,
  unfinished,
} from './search-mailbox.ts';
import { type OrgSearchPorts, searchOrgs } from './search-orgs.ts';
import type { Trace, TracedMail, TraceMailbox } from './trace.ts';
import { verdictOf } from './verdict.ts';

/** Somebody waits for the answer: what is not known by then is said to be unknown. */
const SEARCH_MS = 1200;
const ORGS_MS = 500;
/** Each search is of a mailbox of its own, with a quota of its own. */
const AT_ONCE = 20;
const MOST_SHOWN = 20;
/** Of the recipients of one mail. */
const MOST_READ = 2000;
/** In one of few mailboxes, and in each of many. */
const MOST_OF_FEW = 10;
const MOST_OF_MANY = 3;
const FEW = 5;
const MOST_ORGS = 3;
const MOST_LISTED = 500;

export type TracePorts = Pick<MailPorts, 'store' | 'casesOf' | 'clock'> &
  SearchPorts &
  OrgSearchPorts;

export type TraceAsked = {
  readonly wanted: MailSearch;
  readonly mailboxes: readonly TraceMailbox[];
  /** How many mailboxes are not among them because they are too many. */
  readonly beyond: number;
  /** Addresses of recipients that are none of our mailboxes. */
  readonly foreign: readonly string[];
};

/**
 * Finds a mail in some mailboxes and says what became of it; where none has it, what may have. It answers within two
 * seconds, changes nothing and stores nothing. What Gmail or an org did not answer in that time is named.
 *
 * @throws AppError `store_unavailable`
 */
export async function traceMail(ports: TracePorts, asked: TraceAsked): Promise<Trace> {
  const searched = await searchAll(ports, asked);
  const found = searched.flatMap(({ look, mails }) => mails.map((mail) => ({ look, mail })));
  const newest = found
    .toSorted((one, other) => timeOf(other.mail) - timeOf(one.mail))
    .slice(0, MOST_SHOWN);
  const looks = searched.map(({ look }) => look);
  const inOrgs = newest.length === 0 ? await rowsOf(ports, asked, searched) : [];
  const deletedUnread = newest.length === 0 ? await countDeleted(ports, asked, searched) : 0;
  const isCut = searched.some(({ hasMore }) => hasMore);
  const about = { ...asked, looks, inOrgs, deletedUnread, hasMore: isCut };
  return {
    mails: await judgeAll(ports, newest),
    hasMore: found.length > newest.length || isCut,
    mailboxes: looks,
    beyond: asked.beyond,
    inOrgs,
    absences: newest.length === 0 ? absencesOf(about, ports.clock.now()) : [],
  };
}

const timeOf = ({ located }: FoundMail): number => located.receivedAt.getTime();

/** Is ended by the time: what came in until then counts. */
async function searchAll(
  ports: TracePorts,
  { wanted, mailboxes }: TraceAsked,
): Promise<readonly Searched[]> {
  const { clock } = ports;
  const until = new Date(clock.now().getTime() + SEARCH_MS);
  const most = mailboxes.length <= FEW ? MOST_OF_FEW : MOST_OF_MANY;
  const searched = new Map<string, Searched>();
  const pace = { clock, concurrency: AT_ONCE, until };
  const work = inParallel(mailboxes, pace, async (mailbox) => {
    const one = await searchMailbox(ports, { wanted, mailbox, most });
    searched.set(mailbox.connectionId, one);
  });
  await withinTime(SEARCH_MS, work);
  return mailboxes.map((one) => searched.get(one.connectionId) ?? unfinished(one));
}

type Found = { readonly look: Searched['look']; readonly mail: FoundMail };

async function judgeAll(
  ports: TracePorts,
  found: readonly Found[],
): Promise<readonly TracedMail[]> {
  const [inOrgs, pauses] = await Promise.all([lookUp(ports, found), pausesOf(ports, found)]);
  const now = ports.clock.now();
  return found.map(({ look, mail }) => {
    const { located, entry, threadHeld } = mail;
    const { intake } = look;
    const filed = entry?.filed ? withOrg(entry.filed, look) : null;
    const pause = pauses.get(intake?.routing.orgId ?? '') ?? null;
    const inOrg = filed && inOrgs ? inOrgs(filed) : null;
    const known = { receivedAt: located.receivedAt, entry, intake, pause, threadHeld, inOrg };
    return { ...mailOf(look, mail), verdict: verdictOf(known, now) };
  });
}

function mailOf(
  { connectionId, address }: Searched['look'],
  { located, labels, entry }: FoundMail,
) {
  const { messageId, subject, from, receivedAt, labelIds, isOurSend } = located;
  const named = addressesWrittenIn(`${located.to}, ${located.cc}`, MOST_READ);
  const isSent = labelIds.includes('SENT');
  const isNamed = named.some((one) => one.toLowerCase() === address.toLowerCase());
  return {
    ...{ connectionId, address, messageId, receivedAt, labels, to: named.slice(0, MOST_SHOWN) },
    subject: decodedValue(subject),
    from: decodedValue(from),
    sentBy: isOurSend ? ('connector' as const) : isSent ? ('mailbox' as const) : null,
    isIndirect: !isSent && !isOurSend && !isNamed,
    entry,
  };
}

/** What an earlier release filed has no org of its own: it is the mailbox's. */
const withOrg = (filed: Filed, { intake }: Searched['look']): Filed => ({
  ...filed,
  orgId: filed.orgId ?? intake?.routing.orgId ?? '',
});

/** Null: an org refused, or did not answer in time. */
async function lookUp(ports: TracePorts, found: readonly Found[]): Promise<InOrgs | null> {
  const filed = found.flatMap(({ look, mail: { entry } }) =>
    entry?.state === 'filed' && entry.filed ? [withOrg(entry.filed, look)] : [],
  );
  if (filed.every(({ emailMessageId }) => isUnwritten(emailMessageId))) return null;
  return inTime(lookUpInOrgs(ports, { filed, orgId: '' }));
}

/** Null: it was refused, or the time was over. */
async function inTime<Answer>(work: Promise<Answer>): Promise<Answer | null> {
  try {
    return await withinTime(ORGS_MS, work);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return null;
  }
}

/** The pauses that last, by org. */
async function pausesOf(
  { store }: TracePorts,
  found: readonly Found[],
): Promise<ReadonlyMap<string, OrgPause>> {
  const waiting = found.filter(({ mail: { entry } }) => entry?.state === 'found');
  const pauses = await Promise.all(orgsOf(waiting).map((orgId) => store.readOrgPause(orgId)));
  return new Map(
    pauses.flatMap((pause) =>
      pause && pause.value.endedAt === null ? [[pause.value.orgId, pause.value] as const] : [],
    ),
  );
}

const orgsOf = (found: readonly Pick<Found, 'look'>[]): readonly string[] => [
  ...new Set(found.flatMap(({ look: { intake } }) => (intake ? [intake.routing.orgId] : []))),
];

async function rowsOf(ports: TracePorts, { wanted }: TraceAsked, searched: readonly Searched[]) {
  const orgIds = orgsOf(searched).slice(0, MOST_ORGS);
  return (await inTime(searchOrgs(ports, wanted, orgIds))) ?? [];
}

/** Only of few mailboxes, and of the newest entries: it is a hint, and no book. */
async function countDeleted(
  { store }: TracePorts,
  { wanted: { span } }: TraceAsked,
  searched: readonly Searched[],
): Promise<number> {
  const mailboxes = searched.filter(({ look }) => look.outcome === 'searched' && look.intake);
  if (span === null || mailboxes.length > FEW) return 0;
  const pages = await Promise.all(
    mailboxes.map(({ look: { connectionId } }) =>
      store.listEntries({ connectionId, state: null, after: null, limit: MOST_LISTED }),
    ),
  );
  const isOfTime = (at: Date): boolean => at >= span.from && at < span.until;
  return pages
    .flatMap(({ items }) => items)
    .filter(({ skipped, foundAt }) => skipped === 'deleted' && isOfTime(foundAt)).length;
}
