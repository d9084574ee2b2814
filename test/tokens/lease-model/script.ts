import fc from 'fast-check';
import type { ACTIONS } from './actions.ts';
import type { FAULTS } from './faults.ts';
import { MAX_SKEW_MS } from './history.ts';

export const PROCESSES = 3;
/** How many workers run concurrently, at most; they share the processes. */
const WORKERS = 5;

type ActionName = keyof typeof ACTIONS;

const weighted = <Name extends string>(weights: Readonly<Record<Name, number>>) =>
  fc.oneof(
    ...Object.entries<number>(weights).map(([name, weight]) => ({
      arbitrary: fc.constant(name as Name),
      weight,
    })),
  );

const actionArbitrary = weighted<ActionName>({
  use: 6,
  probe: 2,
  'refresh for a person': 3,
  'refresh what is due': 5,
  'security event': 2,
  resume: 1,
  move: 2,
  connect: 3,
  disconnect: 1,
});
const faultArbitrary = weighted<keyof typeof FAULTS>({
  'twenty seconds pass': 5,
  'a minute passes': 4,
  'an hour passes': 3,
  'the owner revokes': 1,
  'Google refuses everybody': 1,
  'Google is unavailable': 1,
  'Google recovers': 2,
  'a process dies': 2,
});

/** The actions of each worker, one after the other, and the faults beside them. */
export const scriptArbitrary = fc.record({
  workers: fc.array(
    /** An action with a draw of 0 may be about the second mailbox. */
    fc.array(fc.record({ action: actionArbitrary, draw: fc.nat({ max: 3 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 2, maxLength: WORKERS },
  ),
  faults: fc.array(
    fc.record({
      fault: faultArbitrary,
      nth: fc.nat({ max: PROCESSES - 1 }),
      /** How many turns pass before it. */
      turns: fc.nat({ max: 12 }),
    }),
    { minLength: 2, maxLength: 10 },
  ),
  skews: fc.array(fc.integer({ min: -MAX_SKEW_MS, max: MAX_SKEW_MS }), {
    minLength: PROCESSES,
    maxLength: PROCESSES,
  }),
  /** The age of the access tokens when the script starts. */
  minutes: fc.constantFrom(1, 47, 58, 70),
  rotates: fc.boolean(),
  /** Whether calls over the network fail. */
  fails: fc.boolean(),
  seed: fc.nat(),
});
export type Script = typeof scriptArbitrary extends fc.Arbitrary<infer T> ? T : never;
