import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../shared/explain/index.ts';
import { CONSENT } from '../diagnosis/proof/consent.ts';
import { GOOGLE } from '../diagnosis/proof/google.ts';
import type { Input } from '../diagnosis/proof/inputs.ts';
import { ORG } from '../diagnosis/proof/org.ts';
import { REPORTS } from '../diagnosis/proof/reports.ts';
import { mayPass } from './later.ts';

const REAL: readonly Input[] = [CONSENT, GOOGLE, ORG, REPORTS].flatMap((proofs) =>
  Object.values(proofs).flat(),
);
const PLACES = [undefined, ...new Set(REAL.map(({ where }) => where))];

/** A real answer as somebody pastes it: as text, cut off, within a page, within noise, or in another place. */
const pasted = fc
  .record({
    real: fc.constantFrom(...REAL),
    where: fc.constantFrom(...PLACES),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    before: fc.string({ unit: 'binary', maxLength: 200 }),
    around: fc.constantFrom('', '<html><body>', '<script>', '{"error":', '[[[', 'eyJ', "b'"),
  })
  .map(({ real, where, cut, before, around }) => {
    const text = typeof real.body === 'string' ? real.body : JSON.stringify(real.body);
    const kept = text.slice(0, Math.ceil(text.length * cut));
    return { where, body: `${around}${before}${kept}`, context: real.context };
  });

function expectAnswer(input: unknown): void {
  const answer = explain(input);
  expect(answer.code).toMatch(/^[a-z_]+$/);
  expect(answer.steps.length).toBeGreaterThan(0);
  expect(answer.retryable).toBe(mayPass(answer));
  expect(answer.alternatives.map(({ code }) => code)).not.toContain(answer.code);
}

test('what is cut off, wrapped or noisy is answered, the same each time', () => {
  fc.assert(
    fc.property(pasted, (input) => {
      expectAnswer(input);
      expect(explain(input)).toEqual(explain(input));
    }),
    { numRuns: 1000 },
  );
});

test('an answer that is wrapped deeply is answered', () => {
  const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
    let value: unknown = { error: 'invalid_grant' };
    for (let level = 0; level < depth; level++) value = wrap(value);
    return value;
  };
  for (const depth of [1, 3, 100, 20_000]) {
    for (const where of PLACES) {
      expectAnswer({ where, body: nested(depth, (inner) => ({ response: inner })) });
      expectAnswer({ where, body: nested(depth, (inner) => [inner]) });
      expectAnswer({ where, body: nested(depth, (inner) => ({ errors: [inner] })) });
      expectAnswer({ where, body: '{"body":'.repeat(depth) });
      expectAnswer({ where, body: '<div>', context: { deep: nested(depth, (inner) => [inner]) } });
    }
  }
});

const SIZE = 64 * 1024;
const PIECES = [
  ...['a', '{', '[', '{"a":', 'e', 'eyJ', '\u0000', '<div>', '<script>', 'authError=Cg5p& '],
  ...['invalid_grant ', 'my_word ', 'UNABLE_TO_LOCK_ROW ', 'error=access_denied&', 'connect '],
  ...['Access blocked ', 'エラー 400: ', 'a NO [ALERT] x ', 'timed out ', '日本語のページ'],
];

/** The processor’s time, in milliseconds, since other programs of the machine must not count. */
function costOf(work: () => void, times: number): number {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

test('64 KB of anything is answered within 5 ms', () => {
  const inputs = PIECES.flatMap((piece) => {
    const body = piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);
    return PLACES.map((where) => ({ where, body }));
  });
  for (const input of inputs) expectAnswer(input);
  const costs = inputs.map((input) => costOf(() => explain(input), 3)).toSorted((a, b) => a - b);
  expect(costs[Math.floor(costs.length / 2)]).toBeLessThan(5);
  // Nothing grows faster than the text: a quadratic expression would take seconds.
  expect(costs.at(-1)).toBeLessThan(100);
});
