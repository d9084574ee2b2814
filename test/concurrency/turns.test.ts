import { expect, test } from '@jest/globals';
import { Turns } from '../../shared/concurrency/turns.ts';

/** Work that is begun and ended by hand; `log` says which began. */
function openTurns() {
  const turns = new Turns();
  const log: string[] = [];
  const begin = (how: 'together' | 'alone', name: string) => {
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const done = turns[how](async () => {
      log.push(name);
      await over;
    });
    return async (): Promise<void> => {
      end();
      await done;
    };
  };
  return { turns, log, begin };
}

const tick = (): Promise<void> => new Promise((done) => setImmediate(done));

test('work runs together until some of it wants to be alone, which then waits and is waited for', async () => {
  const { log, begin } = openTurns();
  const first = begin('together', 'first');
  const second = begin('together', 'second');
  const alone = begin('alone', 'alone');
  const later = begin('together', 'later');
  const alsoLater = begin('together', 'also later');
  await tick();
  expect(log).toEqual(['first', 'second']);
  await first();
  await tick();
  expect(log).toEqual(['first', 'second']);
  await second();
  await tick();
  expect(log.slice(2)).toEqual(['alone']);
  await alone();
  await tick();
  expect(log.slice(3)).toEqual(['later', 'also later']);
  await Promise.all([later(), alsoLater()]);
});

test('work that fails lets the next begin, and its failure is the caller’s', async () => {
  const { turns, log, begin } = openTurns();
  const failed = turns.alone(() => Promise.reject(new Error('it failed')));
  const next = begin('alone', 'next');
  await expect(failed).rejects.toThrow('it failed');
  await next();
  expect(log).toEqual(['next']);
  expect(await turns.together(async () => 'answer')).toBe('answer');
});
