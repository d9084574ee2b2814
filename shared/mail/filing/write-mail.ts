import { caseSubject } from '../message/case-subject.ts';
import type { Intake } from '../model/intake.ts';
import type { Filed, SkipReason } from '../model/ledger.ts';
import type { Policies } from '../model/policies.ts';
import type { CaseFiling, RawMessage } from '../ports.ts';
import { casesFor } from './cases-of.ts';
import { isSpam } from './classify.ts';
import { forwardOf } from './correct-mail.ts';
import type { FilingJob } from './filing-job.ts';
import { decideCase, type Finding, ofThisMailbox, queryFor } from './find-case.ts';
import { isBlocked, whyNotJoinAny, whyNotOpen } from './may-open.ts';
import type { PreparedMail } from './prepare-mail.ts';
import { refuseLoop } from './refuse-loop.ts';
import { linkFor, linkThread, readLink } from './thread-link.ts';
import type { UnderstoodMail } from './understand.ts';
import { writeOnCase } from './write-on-case.ts';

/**
 * Writes a mail that came in on its case or a new one, and links its thread.
 *
 * @returns what was written; or why it was skipped: a policy says so, or it may only join a case and none was found
 */
export async function writeMail(
  job: FilingJob,
  raw: RawMessage,
  prepared: PreparedMail,
): Promise<Filed | SkipReason> {
  const { mail, email, key } = prepared;
  const { ports, intake } = job;
  const entry = job.entry.value;
  const cases = casesFor(job);
  const { orgId, mode, policies } = intake.routing;
  const never = entry.isForced ? null : whyNever(prepared, policies);
  if (never !== null) return never;
  const maySkip = maySkipUnfound(raw, prepared, policies);
  if (!maySkip) await refuseLoop(job, raw, mail);
  const [before, found] = await Promise.all([
    readLink(ports, entry),
    cases.find(queryFor(prepared)),
  ]);
  const link = linkFor(mode, before?.value ?? null);
  const known = await ofThisMailbox(job, found, { mail, link });
  const finding = decideCase(known, prepared, { link, mode });
  const skipped = entry.isForced ? null : whyNotFiled(raw, prepared, { policies, finding });
  if (skipped !== null) return skipped;
  if (maySkip) await refuseLoop(job, raw, mail);
  const { contactId } = finding;
  const newCase = newCaseOf(intake, { contactId, email });
  const filed = await writeOnCase(cases, finding, { key, email, newCase });
  // A stranger's mail in a known thread gets a case of its own; the thread stays its people's.
  const isStrangers = filed.notJoined === 'stranger' || filed.notJoined === 'unauthenticated';
  if (link === null || !isStrangers)
    await linkThread(ports, { entry, before, caseId: filed.caseId, mail });
  return { orgId, ...filed, ...forwardOf(prepared, entry) };
}

/** Why a policy skips a mail, whichever case it may belong to; null: none does. */
function whyNever({ kind, sender }: UnderstoodMail, policies: Policies): SkipReason | null {
  if (isBlocked(sender.sender?.address ?? null, policies)) return 'blocked';
  return whyNotJoinAny(kind, policies);
}

/**
 * May the answer of the org decide that a mail is skipped? Then it is asked before a loop is noticed: nobody has to
 * decide about a thousand bounces of which no case is known. Of other mail of a loop the org hears nothing.
 */
const maySkipUnfound = (raw: RawMessage, { kind }: UnderstoodMail, policies: Policies): boolean =>
  isSpam(raw) || whyNotOpen(kind, policies) !== null;

/** Why a policy skips a mail for which this was found; null: none does. */
function whyNotFiled(
  raw: RawMessage,
  { kind, mail }: UnderstoodMail,
  { policies, finding }: { readonly policies: Policies; readonly finding: Finding },
): SkipReason | null {
  // Anybody may write an address: only one that Gmail authenticated is that of the Contact.
  const isKnown = finding.contactId !== null && mail.authentication === 'pass';
  if (isSpam(raw) && !isKnown) return 'spam';
  return finding.caseId === null ? whyNotOpen(kind, policies) : null;
}

/** The case that a mail opens, with the case settings of its mailbox. */
export const newCaseOf = (
  { routing: { origin, priority, recordTypeId, owner } }: Intake,
  { contactId, email }: { readonly contactId: string | null; readonly email: CaseFiling['email'] },
): CaseFiling['target'] => ({
  kind: 'new_case',
  contactId,
  subject: caseSubject(email.subject),
  routing: { origin, priority, recordTypeId, owner },
});
