import type { CaseStore } from '../../mail/ports.ts';
import { fileMail, twinOf } from './file-mail.ts';
import { addFile, listFiles } from './files.ts';
import { findCase } from './find-case.ts';
import { readEmails } from './read-emails.ts';
import { refileMail } from './refile-mail.ts';
import type { OrgSession } from './session.ts';
import { survivorOf } from './survivor.ts';

/** The cases of the org that `open` answers, which is asked at each call. */
export function createCaseStore(open: () => Promise<OrgSession>): CaseStore {
  return {
    find: async (query) => findCase(await open(), query),
    file: async (filing) => fileMail(await open(), filing),
    refile: async (filing, replaced) => refileMail(await open(), filing, replaced),
    twinOf: async (filing) => twinOf(await open(), filing),
    survivorOf: async (caseId) => survivorOf(await open(), caseId),
    readEmails: async (emailMessageIds) => readEmails(await open(), emailMessageIds),
    listFiles: async (emailMessageId) => listFiles(await open(), emailMessageId),
    addFile: async (emailMessageId, file) => addFile(await open(), emailMessageId, file),
  };
}
