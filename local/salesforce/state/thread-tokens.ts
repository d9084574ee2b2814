import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** Threading tokens, which are opaque: nobody but the org knows which case one names. */
export type ThreadTokens = {
  /** The token of a case, made at its first use: `thread::…::`. */
  tokenOf(caseId: string): string;
  /** The case that the first known token of a text names. */
  caseIn(text: string): string | undefined;
  /** A Message-ID as Salesforce gives it to a mail of the case: it names the case to whom can read it. */
  messageIdOf(caseId: string): string;
  /** The case that such a Message-ID names. */
  caseOfMessageId(id: string): string | undefined;
};

const TOKEN = /thread::[\w-]{22}::/g;

export function openThreadTokens(database: DatabaseSync): ThreadTokens {
  const insert = database.prepare('INSERT OR IGNORE INTO thread_tokens VALUES (?, ?)');
  const byCase = database.prepare('SELECT token FROM thread_tokens WHERE case_id = ?');
  const byToken = database.prepare('SELECT case_id FROM thread_tokens WHERE token = ?');
  const tokenOf = (caseId: string): string => {
    insert.run(`thread::${randomBytes(16).toString('base64url')}::`, caseId);
    return String(byCase.get(caseId)?.['token']);
  };
  const caseIn = (text: string): string | undefined => {
    const cases = (text.match(TOKEN) ?? []).map((token) => byToken.get(token)?.['case_id']);
    const found = cases.find((id) => id !== undefined);
    return found === undefined ? undefined : String(found);
  };
  return {
    tokenOf,
    caseIn,
    messageIdOf: (caseId) => `<${tokenOf(caseId).replaceAll(':', '').slice(6)}@sfdc.net>`,
    caseOfMessageId: (id) => {
      const [, named] = /^<([\w-]{22})@sfdc\.net>$/.exec(id) ?? [];
      return named === undefined ? undefined : caseIn(`thread::${named}::`);
    },
  };
}
