import fc from 'fast-check';
import type { ACTIONS } from './actions.ts';
import type { FATES } from './fates.ts';
import { MOST_SKEW_MS } from './ledger.ts';

/** How many processes there are, and how many pieces of work are under way at once. */
export const PROCESSES = 3;
const HANDS = 5;

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
  'ask as a person': 3,
  'refresh what is due': 5,
  'security event': 2,
  resume: 1,
  move: 2,
  connect: 3,
  disconnect: 1,
});
const fateArbitrary = weighted<keyof typeof FATES>({
  'twenty seconds pass': 5,
  'a minute passes': 4,
  'an hour passes': 3,
  'the owner revokes': 1,
  'Google refuses everybody': 1,
  'Google is unwell': 1,
  'Google is well': 2,
  'one dies': 2,
});

/** What each hand does, one piece after the other, while fate takes its own course. */
export const scriptArbitrary = fc.record({
  hands: fc.array(
    fc.array(fc.record({ action: actionArbitrary, sales: fc.nat({ max: 3 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 2, maxLength: HANDS },
  ),
  fates: fc.array(
    fc.record({
      fate: fateArbitrary,
      nth: fc.nat({ max: PROCESSES - 1 }),
      /** After how many turns of its own. */
      turns: fc.nat({ max: 12 }),
    }),
    { minLength: 2, maxLength: 10 },
  ),
  skews: fc.array(fc.integer({ min: -MOST_SKEW_MS, max: MOST_SKEW_MS }), {
    minLength: PROCESSES,
    maxLength: PROCESSES,
  }),
  /** How old the tokens are when it begins. */
  minutes: fc.constantFrom(1, 47, 58, 70),
  rotates: fc.boolean(),
  /** Are there calls that fail? */
  fails: fc.boolean(),
  seed: fc.nat(),
});
export type Script = typeof scriptArbitrary extends fc.Arbitrary<infer T> ? T : never;
