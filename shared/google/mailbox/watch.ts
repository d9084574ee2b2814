import { AppError, asAppError } from '../../errors.ts';
import { momentIn } from './answer-fields.ts';
import type { MailboxCalls } from './calls.ts';

/** Gmail keeps one watch for each mailbox and project of the OAuth client. */
const ANOTHER_WATCH = /only one user push notification client/i;

/** None of these is the fault of the mailbox's owner: they are about the topic, its project, or the publisher's role. */
const ABOUT_TOPIC = /topic ?name|pub\/?sub|resource not found|user push notification client/i;

/**
 * Has Gmail announce changes of a mailbox on a topic (`users.watch`). Where another watch is in the way, that one is
 * stopped first: the stored history id covers the time between.
 *
 * @param topic null: there is none
 * @throws AppError `watch_refused`, and what the call throws
 */
export async function watch(
  calls: MailboxCalls,
  topic: string | null,
): Promise<{ readonly expiresAt: Date }> {
  if (topic === null) {
    throw new AppError('watch_refused', { detail: { missing: 'GMAIL_PUSH_TOPIC' } });
  }
  const start = () => calls.json({ path: 'watch', body: { topicName: topic } });
  try {
    const answer = await start().catch(async (thrown: unknown) => {
      if (!ANOTHER_WATCH.test(wordsOf(thrown))) throw thrown;
      await stop(calls);
      return start();
    });
    return { expiresAt: momentIn(answer, 'expiration') };
  } catch (thrown) {
    throw asWatchRefusal(thrown);
  }
}

/** Ends what `users.watch` began (`users.stop`). Without a watch it does nothing. */
export async function stop(calls: MailboxCalls): Promise<void> {
  await calls.json({ path: 'stop', body: {} });
}

const wordsOf = (thrown: unknown): string => asAppError(thrown).upstream?.description ?? '';

function asWatchRefusal(thrown: unknown): unknown {
  const { code, upstream } = asAppError(thrown);
  if (code !== 'gmail_refused' || !ABOUT_TOPIC.test(wordsOf(thrown))) return thrown;
  return new AppError('watch_refused', { upstream });
}
