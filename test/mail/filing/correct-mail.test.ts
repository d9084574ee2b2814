import { describe, expect, test } from '@jest/globals';
import { correctMail } from '../../../shared/mail/filing/correct-mail.ts';
import { skipMail } from '../../../shared/mail/filing/release.ts';
import type { Correction } from '../../../shared/mail/model/ledger.ts';
import { orgError } from '../fake-org.ts';
import { attached, createFiling, type Filing, INTAKE, PASS } from './harness.ts';

const BY = 'admin@ours.example';
const correct = (world: Filing, messageId: string, correction: Correction) =>
  correctMail(world.ports, { connectionId: 'c1', messageId, correction });
const toCase = (caseId = ''): Correction => ({ kind: 'case', caseId, by: BY });
const TO_NEW: Correction = { kind: 'new_case', by: BY };
const TO_FORWARDER: Correction = { kind: 'forwarder', by: BY };

/** Ann's mail is on the case of Bob; `m1` is Bob's, `m2` is hers. */
async function onWrongCase(): Promise<Filing> {
  const world = await createFiling();
  await world.receive({ id: 'm1', from: 'bob@other.example' });
  await world.receive({ id: 'm2' });
  await world.file();
  world.store.events.splice(0);
  world.org.calls.splice(0);
  return world;
}

/** The mail of a case that was not moved away. */
const mailsOn = (world: Filing, caseId = '') =>
  world.org
    .emailsOf(caseId)
    .filter(({ key }) => !key.startsWith('moved:'))
    .map(({ email }) => email.messageId);

const answerTo = (messageId: string): readonly string[] => [PASS, `In-Reply-To: <${messageId}>`];

describe('A mail that is on the wrong case', () => {
  test('is written again on the right one, with an event that names both', async () => {
    const world = await onWrongCase();
    const [wrong, right] = [world.caseOf('m2'), world.caseOf('m1')];
    await correct(world, 'm2', toCase(right));
    expect(world.entry('m2')).toMatchObject({ state: 'found', filed: { caseId: wrong } });
    expect(world.store.intakeOf('c1')).toMatchObject({ hasOpenEntries: true });
    await world.file();
    expect(world.entry('m2')).toMatchObject({
      state: 'filed',
      correction: null,
      filed: { caseId: right, as: 'reply' },
    });
    expect(mailsOn(world, right)).toEqual(['m1@customer.example', 'm2@customer.example']);
    expect(mailsOn(world, wrong)).toEqual([]);
    expect(world.store.events).toEqual([
      {
        kind: 'mail_moved',
        connectionId: 'c1',
        address: INTAKE.address,
        by: BY,
        failure: null,
        change: { of: 'case', from: wrong, to: right },
        count: 1,
      },
    ]);
  });

  test('opens a case of its own, also where it had opened the wrong one', async () => {
    const world = await onWrongCase();
    const wrong = world.caseOf('m2');
    await correct(world, 'm2', TO_NEW);
    await world.file();
    expect(world.caseOf('m2')).not.toBe(wrong);
    expect(world.org.cases.size).toBe(3);
    expect(world.entry('m2').filed).toMatchObject({ as: 'new_case', notJoined: null });
  });

  test('takes its files along', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1', from: 'bob@other.example' });
    await world.receive({ id: 'm2', body: attached('one', 'two') });
    await world.file();
    await correct(world, 'm2', toCase(world.caseOf('m1')));
    await world.file();
    const { emailMessageId } = world.entry('m2').filed ?? {};
    const own = world.org.files.filter((file) => file.emailMessageId === emailMessageId);
    expect(own).toHaveLength(2);
    expect(world.entry('m2').state).toBe('filed');
  });

  test('is followed by later mail of its thread, also by an answer to what the wrong case sent', async () => {
    const world = await onWrongCase();
    const [wrong = '', right] = [world.caseOf('m2'), world.caseOf('m1')];
    // A colleague answered from the wrong case before anybody noticed.
    const sent = [...world.org.emails.values()].find(({ caseId }) => caseId === wrong);
    if (!sent) throw new Error('unreachable');
    const email = { ...sent.email, messageId: 'sent@ours.example', to: 'ann@customer.example' };
    world.org.emails.set('02s-sent', { id: '02s-sent', key: 'k', caseId: wrong, email });
    await correct(world, 'm2', toCase(right));
    await world.file();
    const named = { threadId: 'm2' };
    await world.receive({ id: 'm3', ...named, headers: answerTo('sent@ours.example') });
    await world.receive({ id: 'm4', ...named });
    const body = ['', world.org.tokenOf(wrong)];
    await world.receive({ id: 'm5', ...named, body });
    await world.file();
    expect(['m3', 'm4', 'm5'].map(world.caseOf)).toEqual([right, right, right]);
  });

  test('takes an answer to it along that comes in another thread, by its Message-ID', async () => {
    const world = await onWrongCase();
    await correct(world, 'm2', toCase(world.caseOf('m1')));
    await world.file();
    await world.receive({ id: 'm3', headers: answerTo('m2@customer.example') });
    await world.file();
    expect(world.caseOf('m3')).toBe(world.caseOf('m1'));
  });

  test('opens the thread to nobody who does not take part', async () => {
    const world = await onWrongCase();
    await correct(world, 'm2', toCase(world.caseOf('m1')));
    await world.file();
    await world.receive({ id: 'm3', threadId: 'm2', from: 'eve@evil.example' });
    await world.file();
    expect(world.entry('m3').filed?.notJoined).toBe('stranger');
    expect(world.caseOf('m3')).not.toBe(world.caseOf('m1'));
  });

  test('may be moved back, and the thread with it', async () => {
    const world = await onWrongCase();
    const [first, second] = [world.caseOf('m2'), world.caseOf('m1')];
    await correct(world, 'm2', toCase(second));
    await world.file();
    await correct(world, 'm2', toCase(first));
    await world.file();
    await world.receive({ id: 'm3', threadId: 'm2' });
    await world.file();
    expect([world.caseOf('m2'), world.caseOf('m3')]).toEqual([first, first]);
    expect(mailsOn(world, second)).toEqual(['m1@customer.example']);
  });

  test('is moved once, whatever answer is lost and wherever the process dies', async () => {
    let step = 0;
    for (let isOver = false; !isOver; step += 1) {
      const world = await onWrongCase();
      const right = world.caseOf('m1');
      await correct(world, 'm2', toCase(right));
      let taken = 0;
      let isDead = false;
      const die = async (): Promise<void> => {
        if (!isDead && taken++ !== step) return;
        isDead = true;
        throw new Error('killed');
      };
      Object.assign(world.store.hooks, { before: die, after: die });
      Object.assign(world.org, { before: die, after: die });
      await world.file().catch(() => null);
      isOver = !isDead;
      Object.assign(world.store.hooks, { before: undefined, after: undefined });
      Object.assign(world.org, { before: async () => {}, after: async () => {} });
      world.wait(10 * 60_000);
      await world.file();
      expect(world.entry('m2')).toMatchObject({ state: 'filed', filed: { caseId: right } });
      expect(mailsOn(world, right)).toHaveLength(2);
      expect(world.org.emails.size).toBe(3);
      expect(world.kinds().filter((kind) => kind === 'mail_moved')).toHaveLength(1);
    }
    expect(step).toBeGreaterThan(10);
  });

  test('is held when its new case was deleted, and Skip it leaves it where it was', async () => {
    const world = await onWrongCase();
    const wrong = world.caseOf('m2');
    await correct(world, 'm2', toCase(world.caseOf('m1')));
    world.org.delete(world.caseOf('m1') ?? '');
    for (let tries = 0; tries < 3; tries += 1) {
      await world.file();
      world.wait(10 * 60_000);
    }
    expect(world.entry('m2')).toMatchObject({ state: 'held', failure: { code: 'case_gone' } });
    await skipMail(world.ports, { connectionId: 'c1', which: { messageId: 'm2' }, by: BY });
    expect(world.entry('m2')).toMatchObject({
      state: 'filed',
      correction: null,
      filed: { caseId: wrong },
    });
    expect(mailsOn(world, wrong)).toHaveLength(1);
  });

  test('is held when it was deleted in Gmail, and does not count as moved', async () => {
    const world = await onWrongCase();
    await correct(world, 'm2', toCase(world.caseOf('m1')));
    world.mails.delete('m2');
    await world.file();
    world.wait(11 * 60_000);
    await world.file();
    expect(world.entry('m2')).toMatchObject({ state: 'held', failure: { code: 'message_gone' } });
  });
});

describe('A forward of a colleague', () => {
  const FORWARD = [
    '',
    '---------- Forwarded message ---------',
    'From: Ann <ann@customer.example>',
    'Date: Fri, 27 Nov 2026 09:00:00 +0000',
    'Subject: Help',
    'To: <colleague@ours.example>',
    '',
    'Please help.',
  ];

  async function withForward(): Promise<Filing> {
    const world = await createFiling();
    world.org.contacts.set('ann@customer.example', 'ann');
    world.org.contacts.set('colleague@ours.example', 'colleague');
    const headers = [PASS, 'X-Note: none'];
    const lines = [
      ...headers,
      'Message-ID: <f1@ours.example>',
      'Date: Sat, 28 Nov 2026 09:00:00 +0000',
      'From: Colleague <colleague@ours.example>',
      'To: support@ours.example',
      'Subject: Fwd: Help',
      ...FORWARD,
    ];
    await world.receive({ id: 'f1', lines });
    await world.file();
    world.store.events.splice(0);
    return world;
  }

  const fromOf = (world: Filing) =>
    world.org.emails.get(world.entry('f1').filed?.emailMessageId ?? '')?.email.fromAddress;

  test('is filed with the original sender, and the ledger knows that without the address', async () => {
    const world = await withForward();
    expect(fromOf(world)).toBe('ann@customer.example');
    expect(world.entry('f1').filed?.forward).toBe('original');
    expect(JSON.stringify(world.entry('f1'))).not.toContain('@');
  });

  test('is filed again with the forwarder, on the same case, whose contact the forwarder becomes', async () => {
    const world = await withForward();
    const opened = world.caseOf('f1') ?? '';
    await correct(world, 'f1', TO_FORWARDER);
    await world.file();
    expect(fromOf(world)).toBe('colleague@ours.example');
    expect(world.caseOf('f1')).toBe(opened);
    expect(world.entry('f1').filed).toMatchObject({ forward: 'forwarder', as: 'new_case' });
    expect(world.org.cases.get(opened)?.contactId).toBe('colleague');
    expect(world.store.events).toMatchObject([
      { kind: 'mail_customer_corrected', by: BY, change: null, count: 1 },
    ]);
    await expect(correct(world, 'f1', TO_FORWARDER)).rejects.toMatchObject({
      code: 'mail_not_forwarded',
    });
  });

  test('keeps the forwarder when it is moved afterwards', async () => {
    const world = await withForward();
    await correct(world, 'f1', TO_FORWARDER);
    await world.file();
    await correct(world, 'f1', TO_NEW);
    await world.file();
    expect(fromOf(world)).toBe('colleague@ours.example');
    expect(world.org.cases.get(world.caseOf('f1') ?? '')?.contactId).toBe('colleague');
  });
});

describe('A correction is refused', () => {
  test.each([
    ['of a mail that is not in the list', 'm9', TO_NEW, 'mail_unknown'],
    ['that names the case on which the mail is', 'm2', null, 'case_same'],
    ['of the customer of a mail that is no forward', 'm2', TO_FORWARDER, 'mail_not_forwarded'],
  ])('%s', async (_, messageId, correction, code) => {
    const world = await onWrongCase();
    const given = correction ?? toCase(world.caseOf('m2'));
    await expect(correct(world, messageId, given)).rejects.toMatchObject({ code });
  });

  test('of a mail that waits or is held', async () => {
    const world = await createFiling();
    world.org.rule = () => orgError('record_refused');
    await world.receive({ id: 'm1' });
    await expect(correct(world, 'm1', TO_NEW)).rejects.toMatchObject({ code: 'mail_not_filed' });
    await world.file();
    await expect(correct(world, 'm1', TO_NEW)).rejects.toMatchObject({ code: 'mail_not_filed' });
  });

  test('for the second of two at once', async () => {
    const world = await onWrongCase();
    const both = await Promise.allSettled([
      correct(world, 'm2', TO_NEW),
      correct(world, 'm2', toCase(world.caseOf('m1'))),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await world.file();
    expect(world.kinds()).toEqual(['mail_moved']);
  });

  test('while mail is off', async () => {
    const world = await onWrongCase();
    const read = await world.store.readIntake('c1');
    if (read) await world.store.writeIntake({ ...read.value, isOn: false }, read.revision);
    await expect(correct(world, 'm2', TO_NEW)).rejects.toMatchObject({ code: 'intake_off' });
    expect(world.entry('m2').state).toBe('filed');
  });
});
