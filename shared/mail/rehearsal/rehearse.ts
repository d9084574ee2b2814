import { countFates, type Fate, type FateCounts, isSameFate } from '../model/fate.ts';
import type { Intake, Routing } from '../model/intake.ts';
import type { MailPorts } from '../ports.ts';
import { type Arrived, arrivedIn } from '../statement/arrived.ts';
import { createOrgAnswers, type OrgAnswers } from './org-answers.ts';
import { readMails, type UnreadCode } from './read-mails.ts';
import { type ReadMail, World } from './world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** So far back a rehearsal reaches. The ledger has older entries, so that it knows all mail of that time. */
export const REHEARSED_DAYS = 30;

/** What would become of one mail now, and under the changed settings. It holds nothing that the mail says but the customer. */
export type RehearsedMail = {
  readonly messageId: string;
  readonly threadId: string;
  readonly receivedAt: Date;
  readonly now: Fate;
  readonly changed: Fate;
};

export type Rehearsal = {
  /** The time that was looked at. */
  readonly from: Date;
  readonly until: Date;
  /** How many messages arrived in that time. */
  readonly arrived: number;
  /** How many of them were rehearsed; and the first and the last one's arrival, null: none was. */
  readonly rehearsed: number;
  readonly first: Date | null;
  readonly last: Date | null;
  /** Those whose fate differs, the oldest first. */
  readonly differing: readonly RehearsedMail[];
  readonly counts: { readonly now: FateCounts; readonly changed: FateCounts };
  /** What could not be read: it is in no count but `arrived`. */
  readonly unread: readonly { readonly messageId: string; readonly code: UnreadCode }[];
};

export type Rehearsing = {
  readonly intake: Intake;
  /** The settings that are rehearsed beside those of the intake. */
  readonly changed: Routing;
  /** So many at most, the newest ones; null: all. */
  readonly most: number | null;
  /** No mail is begun after this moment; null: all are taken. */
  readonly until: Date | null;
  /** Hears of each mail, for the progress. */
  readonly watch?: (
    mail: RehearsedMail,
    progress: { readonly done: number; readonly of: number },
  ) => void;
};

/**
 * Says what would have become of each mail of the last 30 days under other settings of its mailbox, beside what becomes
 * of it under the present ones. Each mail is read from Gmail once and filed twice by `fileMessage`, in the order of
 * arrival: in two worlds that begin as the org stands before the first of these mails, and in which the org, the store
 * and Gmail are only read. Both are rehearsed, so that what people did since, and what policies were before, is no
 * difference.
 *
 * What only writing would show is not known: a validation rule or a trigger that refuses a mail.
 *
 * @throws AppError what concerns the whole mailbox or its org; `store_unavailable`
 */
export async function rehearse(ports: MailPorts, rehearsing: Rehearsing): Promise<Rehearsal> {
  const { intake, changed, most, watch } = rehearsing;
  const { connectionId } = intake;
  const now = ports.clock.now();
  const span = { from: new Date(now.getTime() - REHEARSED_DAYS * DAY_MS), until: now };
  const arrived = await arrivedIn(ports, { connectionId, span });
  const chosen = most === null ? arrived : arrived.slice(Math.max(0, arrived.length - most));
  const worlds = await openWorlds(ports, { intake, changed, chosen, from: span.from });
  const reading = { reader: ports.readerOf(connectionId), clock: ports.clock };
  const until = rehearsing.until ?? END_OF_TIME;
  const mails: RehearsedMail[] = [];
  const unread: Rehearsal['unread'][number][] = [];
  for await (const read of readMails(reading, chosen, until)) {
    if ('unread' in read) {
      worlds.leave(read.arrived);
      unread.push({ messageId: read.arrived.messageId, code: read.unread });
    } else {
      const mail = await worlds.take(read);
      mails.push(mail);
      watch?.(mail, { done: mails.length + unread.length, of: chosen.length });
    }
  }
  return { ...span, arrived: arrived.length, unread, ...resultOf(mails) };
}

/** The last moment that a Date can be. */
const END_OF_TIME = new Date(8.64e15);

const resultOf = (mails: readonly RehearsedMail[]) => ({
  rehearsed: mails.length,
  first: mails[0]?.receivedAt ?? null,
  last: mails.at(-1)?.receivedAt ?? null,
  differing: mails.filter((mail) => !isSameFate(mail.now, mail.changed)),
  counts: {
    now: countFates(mails.map((mail) => mail.now)),
    changed: countFates(mails.map((mail) => mail.changed)),
  },
});

type Opening = {
  readonly intake: Intake;
  readonly changed: Routing;
  readonly chosen: readonly Arrived[];
  readonly from: Date;
};

/** The mailbox as it is and as it would be, side by side. */
async function openWorlds(ports: MailPorts, { intake, changed, chosen, from }: Opening) {
  const others = await ports.store.listIntakes();
  const hasOthers = others.some(({ connectionId }) => connectionId !== intake.connectionId);
  const entries = chosen.flatMap(({ entry }) => entry ?? []);
  const answers = new Map<string, OrgAnswers>();
  const open = (routing: Routing): World => {
    const { orgId } = routing;
    const org = answers.get(orgId) ?? createOrgAnswers(ports.casesOf(orgId), ports.clock);
    answers.set(orgId, org);
    // Mail of before the start is rehearsed too, and the failures of the mailbox are none of a mail's.
    const settings = { ...intake, routing, startsAt: from, failure: null };
    return new World(ports, { intake: settings, stored: intake, entries, hasOthers, org });
  };
  const [now, other] = [open(intake.routing), open(changed)];
  return {
    leave: (arrived: Arrived): void => {
      now.leave(arrived);
      other.leave(arrived);
    },
    take: async (mail: ReadMail): Promise<RehearsedMail> => {
      for (const org of answers.values()) org.nextMail();
      const { messageId, threadId } = mail.arrived;
      const { receivedAt } = mail.raw;
      try {
        // One after the other, so that its attachments are kept once.
        const fates = { now: await now.take(mail), changed: await other.take(mail) };
        return { messageId, threadId, receivedAt, ...fates };
      } finally {
        await mail.raw.discard();
      }
    },
  };
}
