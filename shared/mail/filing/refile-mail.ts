import type { Correction, Filed } from '../model/ledger.ts';
import type { MailEvent } from '../model/mail-event.ts';
import type { CaseFiling, Replaced } from '../ports.ts';
import { forwardOf } from './correct-mail.ts';
import { type FilingJob, saveEntry } from './filing-job.ts';
import { queryFor } from './find-case.ts';
import { linkThread } from './thread-link.ts';
import type { UnderstoodMail } from './understand.ts';

type Refiled = UnderstoodMail & Pick<CaseFiling, 'key' | 'email'>;

/**
 * Files a mail again as a person corrected it. Later mail of its thread follows it. What is left then is to store its
 * files, as after any other write. Each step may be repeated after a crash.
 *
 * @param open makes the new case of a contact, for a mail that gets one
 */
export async function refileMail(
  job: FilingJob,
  refiled: Refiled,
  open: (contactId: string | null) => CaseFiling['target'],
): Promise<void> {
  const { ports, intake } = job;
  const entry = job.entry.value;
  const { correction, filed: before } = entry;
  if (correction === null || before === null) return;
  const { mail, email, key } = refiled;
  // It stays in the org where it is, also when the mailbox's org was changed since.
  const orgId = before.orgId ?? intake.routing.orgId;
  const cases = ports.casesOf(orgId);
  const [link, { contactId }] = await Promise.all([
    ports.store.readThreadLink(entry.connectionId, entry.threadId),
    cases.find(queryFor(refiled)),
  ]);
  const { target, replaced } = placeOf(correction, before, { contactId, newCase: open(contactId) });
  const { caseId, emailMessageId } = await cases.refile({ key, email, target }, replaced);
  const left = caseId === before.caseId ? {} : { leftCaseId: before.caseId };
  await linkThread(ports, { entry, before: link, caseId, mail, isRefiled: true, ...left });
  const as = asOf(correction, before);
  const filed = {
    orgId,
    caseId,
    emailMessageId,
    as,
    notJoined: null,
    ...forwardOf(refiled, entry),
  };
  const event = correctedEvent(correction, intake, { from: before.caseId, to: caseId });
  const now = ports.clock.now();
  const change = { filed, correction: null, failure: null, dueAt: now, changedAt: now };
  await saveEntry(job, change, event);
}

/** A mail whose customer alone is corrected stays what it was to its case, and sent mail stays sent on another. */
function asOf({ kind }: Correction, { as }: Filed): Filed['as'] {
  if (kind === 'new_case') return 'new_case';
  return kind === 'forwarder' || as === 'sent' ? as : 'reply';
}

/** On which case a corrected mail goes, and what it takes the place of. */
function placeOf(
  correction: Correction,
  { caseId, emailMessageId, as }: Filed,
  { contactId, newCase }: { contactId: string | null; newCase: CaseFiling['target'] },
): { readonly target: CaseFiling['target']; readonly replaced: Replaced } {
  if (correction.kind === 'new_case') return { target: newCase, replaced: { emailMessageId } };
  if (correction.kind === 'case')
    return { target: { kind: 'case', caseId: correction.caseId }, replaced: { emailMessageId } };
  // The case that it opened is the forwarder's, too. One that it joined is somebody's already.
  const replaced = as === 'new_case' ? { emailMessageId, contactId } : { emailMessageId };
  return { target: { kind: 'case', caseId }, replaced };
}

/** The event of a correction that is done. */
const correctedEvent = (
  { by, kind }: Correction,
  { connectionId, address }: { readonly connectionId: string; readonly address: string },
  { from, to }: { readonly from: string; readonly to: string },
): MailEvent => ({
  kind: kind === 'forwarder' ? 'mail_customer_corrected' : 'mail_moved',
  connectionId,
  address,
  by,
  failure: null,
  change: kind === 'forwarder' ? null : { of: 'case', from, to },
  count: 1,
});
