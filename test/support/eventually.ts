import { setTimeout as pause } from 'node:timers/promises';

type Patience = {
  /** What is waited for, and what is known when it does not come: for the error. */
  readonly what?: () => string;
  readonly withinMs?: number;
  readonly everyMs?: number;
};

/**
 * Asks again and again until there is a truthy answer, and returns it. A question that throws has no
 * answer yet.
 *
 * @throws Error when the deadline passes, with what the last question threw as its cause
 */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  { what = () => 'what the test waits for', withinMs = 25_000, everyMs = 20 }: Patience = {},
): Promise<Answer> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    let cause: unknown;
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (thrown) {
      cause = thrown;
    }
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what()}`, { cause });
    await pause(everyMs);
  }
}
