import type { Filed, SkipReason } from '../model/ledger.ts';
import { noteSentCopy } from '../sending/note-sent-copy.ts';
import { casesFor } from './cases-of.ts';
import type { FilingJob } from './filing-job.ts';
import { caseOfSent, ofThisMailbox } from './find-case.ts';
import type { PreparedMail } from './prepare-mail.ts';
import { linkFor, linkThread, readLink } from './thread-link.ts';
import { joinCase } from './write-on-case.ts';

/**
 * Mirrors a mail that was sent from the mailbox: on the case of its conversation, and on none of its own.
 *
 * @returns what was written, or why it was skipped
 */
export async function writeSent(
  job: FilingJob,
  prepared: PreparedMail,
): Promise<Filed | SkipReason> {
  const { ports, intake } = job;
  const entry = job.entry.value;
  const { mail, key } = prepared;
  const cases = casesFor(job);
  const { orgId, mode } = intake.routing;
  if (await noteSentCopy(ports, mail, entry)) return 'sent_in_org';
  const before = await readLink(ports, entry);
  const link = linkFor(mode, before?.value ?? null);
  // A mail that begins a conversation belongs to no case yet, and the org need not be asked.
  if (link === null && mail.inReplyTo.length === 0 && mail.references.length === 0) return 'sent';
  const sentId = mail.messageId;
  const asked = await cases.find({ ...mail, ...(sentId !== null && { sentId, sentKey: key }) });
  if (asked.match?.hasSent === true) return 'sent_in_org';
  const found = await ofThisMailbox(job, asked, { mail, link });
  const caseId = caseOfSent(found, link);
  if (caseId === null) return 'sent';
  const filed = await joinCase(cases, caseId, prepared);
  // Its case was deleted: what was sent is about nothing any more.
  if (filed === null) return 'sent';
  await linkThread(ports, { entry, before, caseId: filed.caseId, mail });
  return { orgId, ...filed, as: filed.as === 'copy' ? 'copy' : 'sent' };
}
