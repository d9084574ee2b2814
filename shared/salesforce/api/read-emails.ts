import type { StoredPlace } from '../../mail/ports.ts';
import { fieldIn } from '../../network/json.ts';
import { textIn } from './answer-fields.ts';
import type { OrgSession } from './session.ts';
import { queryRows, quoted } from './soql.ts';

/**
 * Those of some EmailMessages that the org has and the connector's user may see, with the case that each is on now.
 * Those in the recycle bin, where Salesforce keeps what was deleted for 15 days, say that they are deleted: a person
 * deleted them, and the connector did not lose them.
 *
 * @param emailMessageIds at most 200, so that the query fits into a URL (REST API, *Query*: 16,384 bytes)
 */
export async function readEmails(
  session: OrgSession,
  emailMessageIds: readonly string[],
): Promise<readonly StoredPlace[]> {
  if (emailMessageIds.length === 0) return [];
  const ids = emailMessageIds.map(quoted).join(', ');
  const soql = `SELECT Id, ParentId, IsDeleted FROM EmailMessage WHERE Id IN (${ids})`;
  return (await queryRows(session, soql, 'all')).flatMap((row) => {
    const emailMessageId = textIn(row, 'Id');
    const isDeleted = fieldIn(row, 'IsDeleted') === true;
    return emailMessageId === null
      ? []
      : [{ emailMessageId, caseId: textIn(row, 'ParentId'), isDeleted }];
  });
}
