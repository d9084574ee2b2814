import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { senderOf } from '../../../shared/mail/reading/sender-of.ts';
import { read } from './reading.ts';
import { FORGERIES, FORMS, FORWARDS, GROUPS, type SenderSample } from './senders.ts';

const OURS = { addresses: ['support@example.com'], domains: ['example.com'] };

async function check({ lines, sender, how, authentication }: SenderSample): Promise<void> {
  const reading = await read(...lines);
  const [name, address] = sender ?? [reading.mail.from?.name, reading.mail.from?.address];
  expect(senderOf(reading, OURS)).toEqual({ sender: { name, address }, how, authentication });
}

describe('The customer is who wrote to a group of ours', () => {
  test.each(GROUPS)('$name', check);
});

describe('The customer is who wrote what a colleague forwards', () => {
  test.each(FORWARDS)('$name', check);
});

describe('The customer is who entered a form', () => {
  test.each(FORMS)('$name', check);
});

describe('Nobody is filed in the name of somebody else', () => {
  test.each(FORGERIES)('$name', check);
});

test('A mail that names nobody has no customer', async () => {
  const reading = await read('Subject: x', '', 'y');
  expect(senderOf(reading, OURS)).toEqual({ sender: null, how: 'from', authentication: 'none' });
});

test('A mail that is not authentically ours has the customer of From, or one who can join no case', async () => {
  const lines = [...GROUPS, ...FORWARDS, ...FORMS, ...FORGERIES]
    .flatMap((sample) => sample.lines)
    .filter((line) => !/^(?:from|authentication-results):/i.test(line));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...lines), { maxLength: 30 }), async (some) => {
      const head = 'Authentication-Results: mx.google.com; dmarc=pass header.from=evil.test';
      const from = 'From: no-reply@evil.test';
      const { sender, authentication } = senderOf(await read(head, from, ...some), OURS);
      expect(sender?.address === 'no-reply@evil.test' || authentication === 'fail').toBe(true);
    }),
    { numRuns: 100 },
  );
});
