import { AppError, type ErrorCode } from '../../errors.ts';
import { fileMessage } from '../filing/file-message.ts';
import type { FilingJob } from '../filing/filing-job.ts';
import { isSentMail } from '../filing/sent-mail.ts';
import type { Fate, FateCase } from '../model/fate.ts';
import type { Intake } from '../model/intake.ts';
import { type Filed, isHeldAside, type LedgerEntry } from '../model/ledger.ts';
import { RecentMails } from '../model/recent-mails.ts';
import type { CaseFiling, CaseStore, MailPorts, RawMessage, StoredEmail } from '../ports.ts';
import type { Arrived } from '../statement/arrived.ts';
import { hasMaskedNumber } from './has-masked-number.ts';
import { labelsOf } from './labels-of.ts';
import type { OrgAnswers } from './org-answers.ts';
import { OwnRows } from './own-rows.ts';
import { rehearsedCases } from './rehearsed-cases.ts';
import { openerOf } from './rehearsed-id.ts';
import { RehearsedRows } from './rehearsed-rows.ts';
import { createRehearsedStore, type RehearsedStore } from './rehearsed-store.ts';

/** A mail that was read for the rehearsal. */
export type ReadMail = {
  readonly arrived: Arrived;
  readonly raw: RawMessage;
  /** Its Message-ID; null: it has none. */
  readonly identifier: string | null;
};

export type WorldSettings = {
  /** With the settings that are rehearsed. */
  readonly intake: Intake;
  /** As it is stored, by whose settings the mail was filed. */
  readonly stored: Intake;
  /** Those of the rehearsed mail. */
  readonly entries: readonly LedgerEntry[];
  /** The installation has other mailboxes. */
  readonly hasOthers: boolean;
  readonly org: OrgAnswers;
};

/** One side of a rehearsal: the mailbox as it would be under some settings, in which nothing is filed at first. */
export class World {
  readonly #ports: MailPorts;
  readonly #settings: WorldSettings;
  readonly #own: OwnRows;
  readonly #rows: RehearsedRows;
  readonly #store: RehearsedStore;
  /** The cases of the messages that are filed. */
  readonly #cases = new Map<string, string>();
  /** By which a loop is noticed. */
  readonly #recentMails = new RecentMails([]);
  /** Threads of which an earlier mail is held. */
  readonly #waiting = new Set<string>();

  constructor(ports: MailPorts, settings: WorldSettings) {
    const { intake, stored, entries, hasOthers, org } = settings;
    const { orgId } = intake.routing;
    const usualOrgId = stored.routing.orgId;
    const hasEach = stored.routing.policies.copies === 'case_each';
    this.#ports = ports;
    this.#settings = settings;
    this.#own = new OwnRows({ entries, orgId, usualOrgId, hasOthers, hasEach, org });
    this.#rows = new RehearsedRows((identifier) => this.#own.isShared(identifier));
    this.#store = createRehearsedStore(ports.store, this.#own);
  }

  /** A mail that cannot be read: what the org has of it stands. */
  leave({ messageId }: Arrived): void {
    this.#own.leave(messageId);
  }

  /**
   * Files the next mail as it would be filed. Call it in the order of arrival.
   *
   * @throws AppError what the org refuses every mail with; `store_unavailable`
   */
  async take({ arrived, raw, identifier }: ReadMail): Promise<Fate> {
    const { intake } = this.#settings;
    const { messageId, threadId } = arrived;
    const labelIds = labelsOf(raw, arrived.entry);
    const seen: RawMessage = { ...raw, labelIds, discard: async () => {} };
    const isSent = isSentMail(seen);
    await this.#own.note({ messageId, identifier, isSent });
    if (this.#waiting.has(threadId)) return { kind: 'waiting', code: 'earlier_mail_waits' };
    const heard: Heard = { customer: null };
    const begun = this.#store.begin(entryOf(intake, arrived, raw));
    const entry = await fileAsLive(begun, {
      intake,
      recentMails: this.#recentMails,
      ports: this.#portsFor(arrived, seen, heard),
    });
    if (entry.filed) this.#cases.set(messageId, entry.filed.caseId);
    else if (entry.state !== 'skipped' && !isHeldAside(entry)) this.#waiting.add(threadId);
    const isMasked =
      entry.filed !== null && (await hasMaskedNumber(raw, this.#ports.scratch, intake));
    const customer = isSent ? null : heard.customer;
    return fateOf(entry, { customer, isMasked });
  }

  #portsFor({ messageId, entry }: Arrived, seen: RawMessage, heard: Heard): MailPorts {
    const cases = this.#casesFor(messageId, entry);
    const find: CaseStore['find'] = (query) => {
      heard.customer = query.from?.address ?? null;
      return cases.find(query);
    };
    const reader = this.#ports.readerOf(this.#settings.intake.connectionId);
    return {
      ...this.#ports,
      store: this.#store,
      // Whatever looks at the time sees the moment at which the mail came.
      clock: { now: () => seen.receivedAt, sleep: async () => {} },
      readerOf: () => ({ ...reader, read: async () => seen }),
      casesOf: () => ({ ...cases, find }),
    };
  }

  #casesFor(messageId: string, entry: LedgerEntry | null): CaseStore {
    const { org } = this.#settings;
    const caseOfMessage = (id: string): string | null => this.#cases.get(id) ?? null;
    const of = { org, own: this.#own, rows: this.#rows, caseOfMessage };
    const twinOf = (filing: CaseFiling) => this.#standingTwin(entry, filing);
    return rehearsedCases(of, { messageId, twinOf });
  }

  /**
   * Another mailbox's EmailMessage of the same mail. Where the ledger has the mail's own row under the same key, there is
   * none; else the org is asked, unless there is no other mailbox.
   */
  async #standingTwin(entry: LedgerEntry | null, filing: CaseFiling): Promise<StoredEmail | null> {
    const { intake, stored, org, hasOthers } = this.#settings;
    const filed = entry?.filed ?? null;
    const isSameKey = intake.routing.policies.copies === stored.routing.policies.copies;
    const isOwn = filed !== null && filed.as !== 'copy' && isSameKey;
    if (!hasOthers || isOwn) return null;
    const twin = await org.twinOf(filing);
    return twin && this.#own.isRow(twin.emailMessageId) ? null : twin;
  }
}

/** What filing a mail told. */
type Heard = { customer: string | null };

/** A mail is held after five attempts at most. */
const MOST_ATTEMPTS = 6;
/** The org did not answer, although it was asked several times: it would answer no other mail either. */
const OF_ORG: ReadonlySet<ErrorCode> = new Set(['org_unavailable', 'org_busy', 'record_locked']);

/** Tries a message until nothing more would become of it, as the mailbox's runs do. Answers its last entry. */
async function fileAsLive(
  begun: FilingJob['entry'],
  of: Pick<FilingJob, 'ports' | 'intake' | 'recentMails'>,
): Promise<LedgerEntry> {
  const { ports } = of;
  let entry = begun;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && isOpen(entry.value); attempt++) {
    const { failure: failureBefore } = entry.value;
    const job: FilingJob = { ...of, entry, failureBefore, isNoted: false };
    const { orgFailure } = await fileMessage(job, ports.clock.now());
    if (orgFailure !== null) throw orgFailure;
    entry = job.entry;
    const { failure } = entry.value;
    if (isOpen(entry.value) && failure !== null && OF_ORG.has(failure.code))
      throw new AppError(failure.code, { upstream: failure.upstream });
  }
  return entry.value;
}

/** What is filed and only waits for its files is filed. */
const isOpen = ({ state, filed }: LedgerEntry): boolean => state === 'found' && filed === null;

/** What a person did with the mail since is not repeated: the policies are asked as if it had just come. */
const entryOf = (
  { connectionId }: Intake,
  { messageId, threadId, entry }: Arrived,
  { receivedAt }: RawMessage,
): LedgerEntry => ({
  ...{ connectionId, messageId, threadId },
  state: 'found',
  foundAt: receivedAt,
  foundBy: entry?.foundBy ?? 'poll',
  arrivalLabelIds: entry?.arrivalLabelIds ?? [],
  receivedAt: null,
  changedAt: receivedAt,
  dueAt: receivedAt,
  failure: null,
  skipped: null,
  filed: null,
  correction: null,
  isForced: false,
});

function fateOf(
  { state, filed, skipped, failure }: LedgerEntry,
  { customer, isMasked }: { readonly customer: string | null; readonly isMasked: boolean },
): Fate {
  if (filed !== null) {
    const { as, notJoined } = filed;
    return { kind: 'filed', as, case: caseOf(filed), notJoined, customer, isMasked };
  }
  if (skipped !== null) return { kind: 'skipped', reason: skipped };
  return { kind: state === 'held' ? 'held' : 'waiting', code: failure?.code ?? 'internal' };
}

function caseOf({ caseId }: Filed): FateCase {
  const byMessageId = openerOf(caseId);
  return byMessageId === null ? { kind: 'standing', caseId } : { kind: 'opened', byMessageId };
}
