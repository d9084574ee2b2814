import { fieldIn } from '../../network/json.ts';
import { textIn } from './answer-fields.ts';
import type { OrgSession } from './session.ts';
import { queryRows, quoted } from './soql.ts';

/** A case that was merged into one that was merged later, and so on: nobody does it more often. */
const MOST_MERGES = 5;

/**
 * Follows a case that was merged to the one that is left of them.
 *
 * @returns the case itself while it is there; null: it was deleted, or there never was one
 */
export async function survivorOf(session: OrgSession, caseId: string): Promise<string | null> {
  let id: string | null = caseId;
  for (let merges = 0; id !== null && merges <= MOST_MERGES; merges += 1) {
    const soql = `SELECT Id, IsDeleted, MasterRecordId FROM Case WHERE Id = ${quoted(id)}`;
    const [row]: readonly unknown[] = await queryRows(session, soql, 'all');
    const isLive = fieldIn(row, 'IsDeleted') === false;
    if (isLive) return textIn(row, 'Id');
    id = textIn(row, 'MasterRecordId');
  }
  return null;
}
