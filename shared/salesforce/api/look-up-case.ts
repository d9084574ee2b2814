import { AppError } from '../../errors.ts';
import { fieldIn } from '../../network/json.ts';
import { textIn } from './answer-fields.ts';
import { parseMyDomain } from './my-domain.ts';
import type { OrgSession } from './session.ts';
import { queryRows, quoted } from './soql.ts';
import { survivorOf } from './survivor.ts';

/** A case that mail can be moved to, for the page that asks whether it is the right one. */
export type CaseToJoin = {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly status: string;
};

/**
 * Looks up the case that a person names.
 *
 * @param named its number, its id of 15 or 18 characters, or the address of its page in this org
 * @returns the case; of a merged one that which is left
 * @throws AppError `case_unknown`, `case_foreign`: the address is of another org, `case_gone`: it was deleted,
 *   `case_closed`; what `OrgSession.call` throws
 */
export async function lookUpCase(session: OrgSession, named: string): Promise<CaseToJoin> {
  const row = await rowOf(session, conditionOf(session, named.trim()));
  const isDeleted = fieldIn(row, 'IsDeleted') === true;
  const id = textIn(row, 'Id') ?? '';
  const survivor = isDeleted ? await survivorOf(session, id) : id;
  if (survivor === null) throw new AppError('case_gone');
  const found = isDeleted ? await rowOf(session, `Id = ${quoted(survivor)}`) : row;
  if (fieldIn(found, 'IsClosed') === true) throw new AppError('case_closed');
  const text = (name: string): string => textIn(found, name) ?? '';
  return {
    id: survivor,
    number: text('CaseNumber'),
    subject: text('Subject'),
    status: text('Status'),
  };
}

const ID = /\b500[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?\b/;
/** As long as Salesforce's own field. */
const NUMBER = /^[\w#./ -]{1,30}$/;

function conditionOf(session: OrgSession, named: string): string {
  if (/^https?:\/\//i.test(named)) requireOwn(session, named);
  const [id] = ID.exec(named) ?? [];
  if (id !== undefined) return `Id = ${quoted(id)}`;
  if (!NUMBER.test(named)) throw new AppError('case_unknown');
  // People leave out the zeros before a number.
  return `CaseNumber IN (${quoted(named)}, ${quoted(named.padStart(8, '0'))})`;
}

/** Lightning shows an org under another host than its API. */
function requireOwn({ org: { myDomain } }: OrgSession, address: string): void {
  if (address.startsWith(`${myDomain}/`)) return;
  try {
    if (parseMyDomain(address.split(/[?#]/)[0] ?? '', null) === myDomain) return;
  } catch {
    // It is no address of Salesforce at all.
  }
  throw new AppError('case_foreign');
}

async function rowOf(session: OrgSession, condition: string): Promise<unknown> {
  const columns = 'Id, CaseNumber, Subject, Status, IsClosed, IsDeleted';
  const rows = await queryRows(session, `SELECT ${columns} FROM Case WHERE ${condition}`, 'all');
  if (rows.length === 0) throw new AppError('case_unknown');
  return rows.find((row) => fieldIn(row, 'IsDeleted') === false) ?? rows[0];
}
