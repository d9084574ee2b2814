import { describe, expect, test } from '@jest/globals';
import type { Intake } from '../../../shared/mail/model/intake.ts';
import { DEFAULT_POLICIES } from '../../../shared/mail/model/policies.ts';
import { createFiling, INTAKE, PASS } from './harness.ts';

const CARD = '4111 1111 1111 1111';
const masking: Intake = {
  ...INTAKE,
  routing: { ...INTAKE.routing, policies: { ...DEFAULT_POLICIES, cards: 'mask' } },
};
const HEAD = [
  PASS,
  'Message-ID: <m1@customer.example>',
  'From: Ann <ann@customer.example>',
  'To: support@ours.example',
  'Date: Sat, 28 Nov 2026 09:00:00 +0000',
];

describe('A mailbox that masks the numbers of cards', () => {
  test('stores none on case and mail, and knows the mail by the same key', async () => {
    const lines = [...HEAD, `Subject: ${CARD}`, '', `It is ${CARD}.`];
    const world = await createFiling();
    await world.receive({ id: 'a1', lines });
    await world.file({ intake: masking });
    const [email] = world.org.emails.values();
    const [opened] = world.org.cases.values();
    expect(email?.email).toMatchObject({ subject: '•••• •••• •••• 1111' });
    expect(email?.email.text).toContain('It is •••• •••• •••• 1111.');
    expect(email?.email.text).toContain('番号は • で伏せられています');
    expect(opened?.target.subject).toBe('•••• •••• •••• 1111');
    expect(JSON.stringify([...world.org.emails.values(), opened])).not.toContain('4111');

    const other = await createFiling();
    await other.receive({ id: 'a1', lines });
    await other.file();
    const [asItCame] = other.org.emails.values();
    expect(asItCame?.email.text).toBe(`It is ${CARD}.`);
    expect(email?.key).toBe(asItCame?.key);
  });

  test('does not attach the original of a long mail with one, and does of another', async () => {
    const long = 'x'.repeat(140_000);
    const world = await createFiling();
    await world.receive({ id: 'a1', lines: [...HEAD, 'Subject: s', '', `${long} ${CARD}`] });
    const unlike = HEAD.map((line) => line.replace('<m1@', '<m2@'));
    await world.receive({ id: 'a2', lines: [...unlike, 'Subject: s', '', long] });
    await world.file({ intake: masking });
    const ids = [...world.org.emails.values()].map(({ id, email }) => [
      email.messageId?.slice(0, 2),
      world.org.files.filter(({ emailMessageId }) => emailMessageId === id).length,
    ]);
    expect(ids).toEqual([
      ['m1', 0],
      ['m2', 1],
    ]);
  });
});
