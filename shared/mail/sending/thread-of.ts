import { AppError } from '../../errors.ts';
import type { SendRequest } from '../model/send-request.ts';
import type { CaseEmail } from '../ports.ts';
import type { SendPorts } from './send-ports.ts';

/** How a mail joins the conversation that it answers. */
export type Threading = {
  /** Message-IDs without angle brackets, the answered one last. */
  readonly references: readonly string[];
  /** Gmail's; null: it begins a thread of the mailbox. */
  readonly threadId: string | null;
  readonly subject: string;
};

/** RFC 5322 §3.6.4 sets no limit, but a header must not grow without end: the first one and the last ones stay. */
const MOST_REFERENCES = 30;

/**
 * Chooses the mail that is answered, and makes the headers by which Gmail, other mail programs and Salesforce put the
 * answer into its conversation. Gmail's thread is named only where the mailbox has it, because Gmail refuses others.
 *
 * @param conversation the mails of the case, oldest first
 * @throws AppError `send_parent_unknown`
 */
export async function threadOf(
  { store }: Pick<SendPorts, 'store'>,
  { answers, connectionId, subject }: Pick<SendRequest, 'answers' | 'connectionId' | 'subject'>,
  conversation: readonly CaseEmail[],
): Promise<Threading> {
  const parent = parentOf(answers, conversation);
  if (parent === null) return { references: [], threadId: null, subject: subject ?? '' };
  const { threadId } = parent;
  const earlier = conversation
    .slice(0, conversation.indexOf(parent))
    .filter((each) => threadId !== null && each.threadId === threadId);
  const ids = [...earlier, parent].flatMap(({ identifier }) => identifier ?? []);
  const link = threadId === null ? null : await store.readThreadLink(connectionId, threadId);
  return {
    references: shortened([...new Set(ids)]),
    threadId: link === null ? null : threadId,
    subject: subject ?? answerTo(parent.subject),
  };
}

function parentOf(
  answers: SendRequest['answers'],
  conversation: readonly CaseEmail[],
): CaseEmail | null {
  if (answers === 'none') return null;
  if (answers === 'latest') return conversation.findLast(({ isIncoming }) => isIncoming) ?? null;
  const asked = answers.emailMessageId.slice(0, 15);
  const named = conversation.find(({ emailMessageId }) => emailMessageId.slice(0, 15) === asked);
  if (!named) throw new AppError('send_parent_unknown');
  return named;
}

const shortened = (ids: readonly string[]): readonly string[] =>
  ids.length <= MOST_REFERENCES ? ids : [...ids.slice(0, 1), ...ids.slice(1 - MOST_REFERENCES)];

/** Gmail keeps an answer in its thread only if the subject is the same but for this. */
const answerTo = (subject: string): string => {
  const line = subject.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return /^re\s*:/i.test(line) ? line : `Re: ${line}`;
};
