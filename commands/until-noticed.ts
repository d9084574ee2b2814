import type { KeyStore } from '../shared/adapters/state.ts';
import { STALE_MS } from '../shared/sealing/index.ts';
import type { Clock } from '../shared/tokens/index.ts';

/** Who sealed something with the old key at the last moment has written it by then, or never will. */
const WRITTEN_MS = 30_000;
const STEP_MS = 30_000;

/**
 * Waits until every process that runs has noticed the newest key, told by the age of the keys in
 * their own place: this machine's clock may be ahead of the one that rotated.
 */
export async function untilNoticed(
  keys: Pick<KeyStore, 'age'>,
  clock: Clock,
  tell: (line: string) => void,
): Promise<void> {
  const age = Math.max(0, await keys.age());
  const until = clock.now().getTime() + STALE_MS + WRITTEN_MS - age;
  for (let left = until - clock.now().getTime(); left > 0; left = until - clock.now().getTime()) {
    const seconds = Math.ceil(left / 1000);
    tell(`Waiting until everything that runs has noticed the new key: ${seconds} s left`);
    await clock.sleep(Math.min(left, STEP_MS));
  }
}
