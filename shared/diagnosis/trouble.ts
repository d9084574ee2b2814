import { domainOf, type ListedConnection } from '../tokens/index.ts';
import { diagnoseConnection } from './diagnose-stored.ts';
import { type Cause, type Diagnosis, diagnosisOf, isCause } from './diagnosis.ts';

/**
 * The line of the list under which an ailing mailbox stands: `CAUSE`, or `CAUSE@DOMAIN` where each domain has a
 * person of its own who acts. Null while it works, or is disconnected. Stores keep it beside the document, so that
 * mailboxes are counted by it without being read.
 */
export function troubleOf(connection: ListedConnection): string | null {
  const { status, mailbox } = connection;
  if (status === 'disconnected') return null;
  const found =
    diagnoseConnection(connection) ??
    // It waits for its owner, and why was not kept.
    (status === 'needs_reconnect' ? diagnosisOf('reconnect_needed') : null);
  if (!found) return null;
  return isOfDomain(found) ? `${found.cause}@${domainOf(mailbox.address)}` : found.cause;
}

/** The administrator of a Google Workspace acts for the mailboxes of their own domain. */
const isOfDomain = ({ actor }: Diagnosis): boolean => actor === 'workspace_admin';

/** A line of the list: what is wrong, and the domain if it is about one. */
export type Trouble = { readonly diagnosis: Diagnosis; readonly domain: string | null };

/** Reads such a line. One that names a cause of another release is a failure of unknown cause. */
export function readTrouble(trouble: string): Trouble {
  const [name = '', domain] = trouble.split('@', 2);
  const cause: Cause = isCause(name) ? name : 'google_unrecognised';
  return { diagnosis: diagnosisOf(cause), domain: domain || null };
}
