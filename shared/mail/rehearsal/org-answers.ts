import { withRetry } from '../../concurrency/retry.ts';
import type { CaseFiling, CaseQuery, CaseStore, Clock, FoundCase, StoredEmail } from '../ports.ts';

/** What an org is asked in a rehearsal. It is only read. */
export type OrgAnswers = {
  readonly find: (query: CaseQuery) => Promise<FoundCase>;
  readonly twinOf: (filing: Pick<CaseFiling, 'key' | 'email'>) => Promise<StoredEmail | null>;
  readonly survivorOf: (caseId: string) => Promise<string | null>;
  /** The next mail begins: what was asked for the one before is not asked again. */
  readonly nextMail: () => void;
};

const ATTEMPTS = 3;
const PAUSE_MS = 1000;

/**
 * Asks an org for both sides of a rehearsal, each question once: of a mail both most often ask the same. A question that
 * is not answered is repeated a little.
 *
 * The questions throw what `CaseStore` lists.
 */
export function createOrgAnswers(
  cases: Pick<CaseStore, 'find' | 'twinOf' | 'survivorOf'>,
  clock: Clock,
): OrgAnswers {
  const policy = { attempts: ATTEMPTS, pauseMs: (attempt: number) => PAUSE_MS * attempt };
  const once = <T>(asked: Map<string, Promise<T>>, key: string, ask: () => Promise<T>) => {
    const answer = asked.get(key) ?? withRetry({ clock, policy }, ask);
    asked.set(key, answer);
    return answer;
  };
  const found = new Map<string, Promise<FoundCase>>();
  const twins = new Map<string, Promise<StoredEmail | null>>();
  const survivors = new Map<string, Promise<string | null>>();
  return {
    find: (query) => once(found, nameOf(query), () => cases.find(query)),
    twinOf: (filing) => once(twins, filing.key, () => cases.twinOf(filing)),
    survivorOf: (caseId) => once(survivors, caseId, () => cases.survivorOf(caseId)),
    nextMail: () => {
      found.clear();
      twins.clear();
    },
  };
}

/** What can differ between two questions about one mail, whose texts are the same. */
const nameOf = ({ inReplyTo, references, threadIndex, from, sentId, sentKey }: CaseQuery): string =>
  JSON.stringify([inReplyTo, references, threadIndex, from?.address, sentId, sentKey]);
