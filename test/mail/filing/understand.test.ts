import { describe, expect, test } from '@jest/globals';
import { failureReport } from '../failure-report.ts';
import { createFiling, FAIL, type Filing, MINUTE, PASS, type Sent } from './harness.ts';

const AWAY = ['Auto-Submitted: auto-replied', '', 'I am on holiday.'];

const failure = (messageId: string, recipient = 'ann@customer.example') =>
  failureReport(messageId, recipient);

const DAEMON = 'mailer-daemon@mx.customer.example';

/** A case that Ann opened, by the mail `m1`. */
async function withCase(): Promise<Filing> {
  const world = await createFiling();
  await world.receive({ id: 'm1' });
  await world.file();
  expect(world.entry('m1').filed?.as).toBe('new_case');
  return world;
}

async function receiveAndFile(world: Filing, sent: Sent) {
  world.wait(MINUTE);
  await world.receive(sent);
  await world.file();
  return world.entry(sent.id);
}

describe('An automatic answer', () => {
  test('opens no case, and a person may file it all the same', async () => {
    const world = await createFiling();
    const entry = await receiveAndFile(world, { id: 'm2', body: AWAY });
    expect(entry).toMatchObject({ state: 'skipped', skipped: 'auto_reply', filed: null });
    expect(world.org.cases.size).toBe(0);
    const forced = { id: 'm3', body: AWAY, entry: { isForced: true } };
    expect((await receiveAndFile(world, forced)).filed?.as).toBe('new_case');
  });

  test('joins the case of the mail that it answers', async () => {
    const world = await withCase();
    const headers = [PASS, 'In-Reply-To: <m1@customer.example>'];
    const entry = await receiveAndFile(world, { id: 'm2', headers, body: AWAY });
    expect(entry.filed).toMatchObject({ caseId: world.caseOf('m1'), as: 'reply' });
  });

  test('of a stranger is skipped and joins nobody’s case', async () => {
    const world = await withCase();
    const headers = [PASS, 'In-Reply-To: <m1@customer.example>'];
    const from = 'eve@elsewhere.example';
    const entry = await receiveAndFile(world, { id: 'm2', from, headers, body: AWAY });
    expect(entry).toMatchObject({ state: 'skipped', skipped: 'auto_reply' });
  });

  test('keeps no later mail of its thread waiting', async () => {
    const world = await createFiling();
    await receiveAndFile(world, { id: 'm2', body: AWAY });
    const entry = await receiveAndFile(world, { id: 'm3', threadId: 'm2' });
    expect(entry.filed?.as).toBe('new_case');
  });
});

describe('A bounce', () => {
  test('joins the case of the mail that it names, if that went to somebody of the case', async () => {
    const world = await withCase();
    const body = failure('m1@customer.example');
    const entry = await receiveAndFile(world, { id: 'm2', from: DAEMON, body });
    expect(entry.filed).toMatchObject({ caseId: world.caseOf('m1'), as: 'reply' });
  });

  test.each<[string, Partial<Sent>]>([
    ['of a mail that the org does not have', { body: failure('unknown@ours.example') }],
    [
      'that names a recipient who takes no part in the case',
      { body: failure('m1@customer.example', 'eve@elsewhere.example') },
    ],
    [
      'of a mail that somebody of the case wrote, from a server that has nothing to do with it',
      { from: 'mailer-daemon@elsewhere.example', body: failure('m1@customer.example') },
    ],
    ['whose sender Gmail found forged', { body: failure('m1@customer.example'), headers: [FAIL] }],
  ])('%s is skipped', async (_what, sent) => {
    const world = await withCase();
    const entry = await receiveAndFile(world, { id: 'm2', from: DAEMON, ...sent });
    expect(entry).toMatchObject({ state: 'skipped', skipped: 'bounce' });
    expect(world.org.cases.size).toBe(1);
  });
});

test('A report that a mail is late opens no case', async () => {
  const world = await createFiling();
  const body = failure('m1@customer.example').map((line) =>
    line.replace('Action: failed', 'Action: delayed').replace('5.1.1', '4.4.1'),
  );
  const entry = await receiveAndFile(world, { id: 'm2', from: DAEMON, body });
  expect(entry).toMatchObject({ state: 'skipped', skipped: 'delivery_status' });
});

describe('The customer of a mail', () => {
  const THROUGH_GROUP = [
    'Authentication-Results: mx.google.com; dmarc=pass header.from=ours.example',
    'List-ID: <help.ours.example>',
    'X-Google-Group-Id: 1',
    'X-Original-Sender: ann@customer.example',
    'X-Original-From: Ann <ann@customer.example>',
    'X-Original-Authentication-Results: mx.google.com; dmarc=pass header.from=customer.example',
  ];

  test('is who wrote to a Google Group of ours, for the new case and for its answers', async () => {
    const world = await createFiling();
    const from = 'help@ours.example';
    const entry = await receiveAndFile(world, { id: 'm1', from, headers: THROUGH_GROUP });
    const [email] = world.org.emailsOf(entry.filed?.caseId ?? '');
    expect(email?.email.fromAddress).toBe('ann@customer.example');
    const answer = [PASS, 'In-Reply-To: <m1@customer.example>'];
    const second = await receiveAndFile(world, { id: 'm2', headers: answer });
    expect(second.filed).toMatchObject({ caseId: entry.filed?.caseId, as: 'reply' });
  });

  test('is the sender, where somebody else writes the headers of a group', async () => {
    const world = await createFiling();
    const headers = [PASS, ...THROUGH_GROUP.slice(1)];
    const entry = await receiveAndFile(world, { id: 'm1', from: 'eve@elsewhere.example', headers });
    const [email] = world.org.emailsOf(entry.filed?.caseId ?? '');
    expect(email?.email.fromAddress).toBe('eve@elsewhere.example');
  });
});
