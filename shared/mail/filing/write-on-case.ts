import { asAppError } from '../../errors.ts';
import type { Filed } from '../model/ledger.ts';
import type { CaseFiling, CaseStore, StoredEmail } from '../ports.ts';
import type { Finding } from './find-case.ts';

type Keyed = Pick<CaseFiling, 'key' | 'email'>;

type Written = Pick<Filed, 'caseId' | 'emailMessageId' | 'as' | 'notJoined'>;

/**
 * Writes a mail on the case that was found. If that case was deleted since, the mail goes on the case that it was
 * merged into, or else on a new one.
 */
export async function writeOnCase(
  cases: CaseStore,
  { caseId, notJoined }: Finding,
  { key, email, newCase }: Keyed & { readonly newCase: CaseFiling['target'] },
): Promise<Written> {
  const joined = caseId === null ? null : await joinCase(cases, caseId, { key, email });
  if (joined !== null) return joined;
  const why = caseId === null ? notJoined : 'case_gone';
  return written(await cases.file({ key, email, target: newCase }), 'new_case', why);
}

/**
 * Writes a mail on a case, or on the one that it was merged into.
 *
 * @returns null: the case is gone
 */
export async function joinCase(
  cases: CaseStore,
  caseId: string,
  { key, email }: Keyed,
): Promise<Written | null> {
  const join = async (id: string): Promise<Written> =>
    written(await cases.file({ key, email, target: { kind: 'case', caseId: id } }), 'reply', null);
  const filed = await unlessGone(() => join(caseId));
  if (filed) return filed;
  const survivor = await cases.survivorOf(caseId);
  return survivor === null || survivor === caseId ? null : unlessGone(() => join(survivor));
}

const written = (
  { caseId, emailMessageId, isNew }: StoredEmail,
  as: 'new_case' | 'reply',
  notJoined: Filed['notJoined'],
): Written => ({ caseId, emailMessageId, as: isNew ? as : 'copy', notJoined });

async function unlessGone<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (asAppError(thrown).code === 'case_gone') return null;
    throw thrown;
  }
}
