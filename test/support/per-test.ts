import { afterEach, beforeEach } from '@jest/globals';

/**
 * An object that `open` makes before each test and `close` ends after it. What is returned stands for
 * that of the test that runs, so a suite may keep it in a constant.
 */
export function perTest<T extends object>(
  open: () => T | Promise<T>,
  close: (opened: T) => unknown = () => {},
): T {
  let current: T;
  beforeEach(async () => {
    current = await open();
  });
  afterEach(async () => {
    await close(current);
  });
  return new Proxy({} as T, {
    get: (_, property) => Reflect.get(current, property),
    set: (_, property, value) => Reflect.set(current, property, value),
  });
}
