import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type {
  CaseFiling,
  CaseQuery,
  CaseStore,
  FoundCase,
  Replaced,
  StoredEmail,
} from '../../shared/mail/ports.ts';

export type FakeCase = {
  readonly id: string;
  readonly target: Extract<CaseFiling['target'], { kind: 'new_case' }>;
  contactId?: string | null;
  isDeleted: boolean;
  mergedInto: string | null;
};

export type FakeEmail = {
  readonly id: string;
  key: string;
  caseId: string;
  readonly email: CaseFiling['email'];
};

export type FakeFile = {
  readonly emailMessageId: string;
  readonly name: string;
  readonly bytes: number;
  readonly md5: string;
  readonly sha256: string;
};

export type OrgCall = keyof CaseStore;

/** A failure of the next calls: before anything is done, or after it was stored, as when an answer is lost. */
export type OrgFault = {
  readonly call: OrgCall;
  readonly error: AppError;
  readonly times?: number;
  readonly isStored?: boolean;
};

export const orgError = (code: ErrorCode, error: string | null = null): AppError =>
  new AppError(code, {
    upstream: {
      service: 'salesforce',
      endpoint: 'org',
      status: code === 'org_unavailable' ? 503 : 400,
      error,
      subtype: null,
      description: null,
    },
  });

const LIMITS = { subject: 3000, text: 131_072, headers: 32_000, fromAddress: 1000 } as const;

/**
 * A strict org in memory: a unique key, all or none, cases that can be deleted and merged, files with their MD5.
 * `rule` refuses filings, `failNext` fails calls, `refuseAll` refuses everything, and `before` and `after` are
 * awaited around each call, so that a scheduler can put calls in any order.
 */
export function createFakeOrg() {
  const cases = new Map<string, FakeCase>();
  const emails = new Map<string, FakeEmail>();
  const files: FakeFile[] = [];
  const calls: OrgCall[] = [];
  const contacts = new Map<string, string>();
  const faults: { fault: OrgFault; left: number }[] = [];
  const org = {
    cases,
    emails,
    files,
    calls,
    /** Contact ids by address in lower case. */
    contacts,
    /** Every call is refused with it; null: none is. */
    refuseAll: null as AppError | null,
    /** Reads work and writes are refused, as in maintenance. */
    isReadOnly: false,
    isStorageFull: false,
    rule: (_filing: CaseFiling): AppError | null => null,
    before: async (_call: OrgCall): Promise<void> => {},
    after: async (_call: OrgCall): Promise<void> => {},
    failNext: (fault: OrgFault): void => {
      faults.push({ fault, left: fault.times ?? 1 });
    },
    tokenOf: (caseId: string): string => `thread::${caseId}::`,
    delete: (caseId: string): void => {
      const gone = cases.get(caseId);
      if (gone) gone.isDeleted = true;
    },
    merge: (from: string, into: string): void => {
      const merged = cases.get(from);
      if (merged) Object.assign(merged, { isDeleted: true, mergedInto: into });
      for (const email of emails.values()) if (email.caseId === from) email.caseId = into;
    },
    emailsOf: (caseId: string): FakeEmail[] =>
      [...emails.values()].filter((email) => email.caseId === caseId),
    store: null as unknown as CaseStore,
  };

  const faultOf = (call: OrgCall, isStored: boolean): AppError | null => {
    const found = faults.find(
      ({ fault, left }) =>
        left > 0 && fault.call === call && (fault.isStored ?? false) === isStored,
    );
    if (found) found.left -= 1;
    return found?.fault.error ?? null;
  };
  const called = async <T>(call: OrgCall, work: () => T | Promise<T>): Promise<T> => {
    await org.before(call);
    calls.push(call);
    const refusal = org.refuseAll ?? faultOf(call, false);
    if (refusal) throw refusal;
    const isWrite = call === 'file' || call === 'refile' || call === 'addFile';
    if (isWrite && org.isReadOnly) throw orgError('org_unavailable', 'SERVER_UNAVAILABLE');
    const answer = await work();
    await org.after(call);
    const lost = faultOf(call, true);
    if (lost) throw lost;
    return answer;
  };

  org.store = {
    find: (query) => called('find', () => findIn(org, query)),
    file: (filing) =>
      called('file', () => {
        // Sent mail is about a case, and begins one only where a person moves it to a new one.
        if (filing.target.kind === 'new_case' && filing.email.isOutgoing)
          throw new Error('a case would open with what the mailbox itself sent');
        return fileIn(org, filing);
      }),
    refile: (filing, replaced) => called('refile', () => refileIn(org, filing, replaced)),
    twinOf: ({ key }) => called('twinOf', () => twinIn(org, key)),
    survivorOf: (caseId) =>
      called('survivorOf', () => {
        let found = cases.get(caseId);
        while (found?.mergedInto) found = cases.get(found.mergedInto);
        return found && !found.isDeleted ? found.id : null;
      }),
    readEmails: (ids) =>
      called('readEmails', () => {
        if (ids.length > 200) throw orgError('org_refused', 'URI_TOO_LONG');
        return ids.flatMap((id) => {
          const found = emails.get(id);
          // A case that is deleted takes its mail with it into the recycle bin.
          return found
            ? [{ emailMessageId: id, caseId: found.caseId, isDeleted: isGone(org, found.caseId) }]
            : [];
        });
      }),
    listFiles: (id) =>
      called('listFiles', () =>
        files
          .filter(({ emailMessageId }) => emailMessageId === id)
          .map(({ name, bytes, md5 }) => ({ name, bytes, md5 })),
      ),
    addFile: (id, file) =>
      called('addFile', async () => {
        if (!emails.has(id)) throw orgError('org_refused', 'INVALID_CROSS_REFERENCE_KEY');
        const content = await buffer(file.open());
        if (org.isStorageFull) throw orgError('org_storage_full', 'STORAGE_LIMIT_EXCEEDED');
        files.push({
          emailMessageId: id,
          name: file.name,
          bytes: content.length,
          md5: createHash('md5').update(content).digest('hex'),
          sha256: createHash('sha256').update(content).digest('hex'),
        });
      }),
  };
  return org;
}

export type FakeOrg = ReturnType<typeof createFakeOrg>;

function findIn(org: FakeOrg, query: CaseQuery): FoundCase {
  const found = matchIn(org, query);
  if (found.match === null || query.sentId === undefined) return found;
  return { ...found, match: { ...found.match, hasSent: hasSent(org, found.match.caseId, query) } };
}

/** Only what was sent counts, and only on that case. Salesforce compares ids without regard to case. */
const hasSent = (org: FakeOrg, caseId: string, { sentId, sentKey }: CaseQuery): boolean =>
  org
    .emailsOf(caseId)
    .some(
      ({ key, email }) =>
        email.isOutgoing === true &&
        email.messageId?.toLowerCase() === sentId?.toLowerCase() &&
        (sentKey === undefined || key !== sentKey),
    );

function matchIn(org: FakeOrg, query: CaseQuery): FoundCase {
  const contactId = org.contacts.get(query.from?.address.toLowerCase() ?? '') ?? null;
  const said = `${query.subject}\n${query.text}\n${query.html ?? ''}`;
  const byToken = /thread::([A-Za-z0-9]+)::/.exec(said)?.[1];
  if (byToken !== undefined && org.cases.get(byToken)?.isDeleted === false)
    return {
      contactId,
      match: { caseId: byToken, by: 'token', participants: participantsOf(org, byToken) },
    };
  // The nearest mail counts, and of several with one Message-ID the first one.
  const nearest = [...query.inReplyTo, ...query.references.toReversed()];
  const rows = [...org.emails.values()].filter(
    ({ key, caseId }) => !isMoved(key) && !isGone(org, caseId),
  );
  const byHeader = nearest
    .map((id) => rows.find(({ email }) => email.messageId === id))
    .find((row) => row !== undefined);
  if (!byHeader) return { contactId, match: null };
  const { caseId } = byHeader;
  return {
    contactId,
    match: { caseId, by: 'headers', participants: participantsOf(org, caseId) },
  };
}

const isGone = (org: FakeOrg, caseId: string): boolean =>
  org.cases.get(caseId)?.isDeleted !== false;

const participantsOf = (org: FakeOrg, caseId: string): string[] =>
  org
    .emailsOf(caseId)
    .filter(({ key }) => !isMoved(key))
    .flatMap(({ email }) => [email.fromAddress, ...email.to.split(';'), ...email.cc.split(';')])
    .map((address) => address.trim().toLowerCase())
    .filter((address) => address !== '');

function fileIn(org: FakeOrg, filing: CaseFiling): StoredEmail {
  refuseTooLong(filing);
  const twin = twinIn(org, filing.key);
  if (twin) return twin;
  const { target } = filing;
  if (target.kind === 'case' && isGone(org, target.caseId))
    throw orgError('case_gone', 'ENTITY_IS_DELETED');
  const refusal = org.rule(filing);
  if (refusal) throw refusal;
  const caseId = target.kind === 'case' ? target.caseId : idOf('500', org.cases.size);
  if (target.kind === 'new_case')
    org.cases.set(caseId, {
      id: caseId,
      target,
      contactId: target.contactId,
      isDeleted: false,
      mergedInto: null,
    });
  const id = idOf('02s', org.emails.size);
  org.emails.set(id, { id, key: filing.key, caseId, email: filing.email });
  return { caseId, emailMessageId: id, isNew: true };
}

function twinIn(org: FakeOrg, key: string): StoredEmail | null {
  const twin = [...org.emails.values()].find((email) => email.key === key);
  return twin ? { caseId: twin.caseId, emailMessageId: twin.id, isNew: false } : null;
}

const isMoved = (key: string): boolean => key.startsWith('moved:');

/** All or none: the old one is marked only if the new one is written. */
function refileIn(org: FakeOrg, filing: CaseFiling, replaced: Replaced): StoredEmail {
  const { target } = filing;
  const twin = [...org.emails.values()].find(({ key }) => key === filing.key);
  const isThere = target.kind === 'new_case' || twin?.caseId === target.caseId;
  if (twin && twin.id !== replaced.emailMessageId && isThere)
    return { caseId: twin.caseId, emailMessageId: twin.id, isNew: false };
  const old = twin ?? org.emails.get(replaced.emailMessageId);
  const key = old?.key;
  if (old) old.key = `moved:${old.id}`;
  try {
    const stored = fileIn(org, filing);
    const own = org.cases.get(stored.caseId);
    if (own && replaced.contactId !== undefined) own.contactId = replaced.contactId;
    return stored;
  } catch (thrown) {
    if (old && key !== undefined) old.key = key;
    throw thrown;
  }
}

const idOf = (prefix: string, count: number): string =>
  `${prefix}${String(count + 1).padStart(15, '0')}`;

function refuseTooLong({ key, email }: CaseFiling): void {
  const isTooLong =
    Object.entries(LIMITS).some(
      ([name, limit]) => email[name as keyof typeof LIMITS].length > limit,
    ) ||
    (email.html?.length ?? 0) > LIMITS.text ||
    Math.max(email.to.length, email.cc.length) > 4000 ||
    (email.messageId?.length ?? 0) > 765;
  if (isTooLong) throw orgError('record_refused', 'STRING_TOO_LONG');
  if (!/^[0-9a-f]{64}$/.test(key)) throw orgError('record_refused', 'MALFORMED_ID');
}
