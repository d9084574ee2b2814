import { AppError } from '../../errors.ts';
import { isUnwritten, unwrittenId } from '../model/unwritten-id.ts';
import type { CaseStore } from '../ports.ts';

/**
 * The cases of an org to which nothing is written: what would be asked is asked, and what would be written for a message
 * gets a made-up id. A mail that would join a case which is gone is refused as the org would refuse it, because that
 * decides where it goes instead.
 *
 * @param messageId Gmail's id of the message that is filed
 */
export function unwrittenCases(cases: CaseStore, messageId: string): CaseStore {
  const id = unwrittenId(messageId);
  const survivorOf = async (caseId: string): Promise<string | null> =>
    isUnwritten(caseId) ? caseId : cases.survivorOf(caseId);
  return {
    find: (query) => cases.find(query),
    twinOf: async () => null,
    survivorOf,
    readEmails: (ids) => cases.readEmails(ids),
    file: async ({ target }) => {
      if (target.kind === 'new_case') return { caseId: id, emailMessageId: id, isNew: true };
      const { caseId } = target;
      if ((await survivorOf(caseId)) !== caseId) throw new AppError('case_gone');
      return { caseId, emailMessageId: id, isNew: true };
    },
    // What was never written cannot be corrected: `correctMail` refuses it.
    refile: async () => {
      throw new AppError('mail_not_filed');
    },
    listFiles: async () => [],
    addFile: async () => {},
  };
}
