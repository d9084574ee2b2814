import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import type { LedgerEntry } from '../../../shared/mail/model/ledger.ts';
import { orgError } from '../fake-org.ts';
import { attached, createFiling, FAIL, INTAKE, MINUTE, PASS } from './harness.ts';

/** Gmail asked, and found nothing of the sender’s domain. */
const NOTHING = 'Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=x@host.example';

const replyTo = (id: string, ...headers: string[]): string[] => [
  ...headers,
  `In-Reply-To: <${id}@customer.example>`,
];

describe('A mail', () => {
  test('opens a case, and costs three operations of the store', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    const { nextAt, foundLeft, seen } = await world.file();
    expect([nextAt, foundLeft]).toEqual([null, 0]);
    expect(seen).toMatchObject([{ messageId: 'm1', kind: 'filed' }]);
    expect(world.entry('m1')).toMatchObject({
      state: 'filed',
      dueAt: null,
      receivedAt: world.now(),
      filed: { as: 'new_case', notJoined: null },
    });
    expect(world.store.calls.map(({ operation }) => operation)).toEqual([
      'readOrgPause',
      'writeThreadLink',
      'writeEntry',
    ]);
    expect(world.org.calls).toEqual(['find', 'file']);
    expect(world.org.cases.get(world.caseOf('m1') ?? '')?.target).toMatchObject({
      subject: 'Help',
      routing: { origin: 'Email' },
    });
    expect([world.left.open, world.room.open.size]).toEqual([0, 0]);
  });

  test('of a known contact opens a case with that contact', async () => {
    const world = await createFiling();
    world.org.contacts.set('ann@customer.example', '003A');
    await world.receive({ id: 'm1' });
    await world.file();
    expect([...world.org.cases.values()][0]?.target.contactId).toBe('003A');
  });

  test('of which the ledger and the links hold neither subject, text nor address', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1', body: attached('x') });
    await world.file();
    const link = await world.store.readThreadLink('c1', 'm1');
    const stored = JSON.stringify([world.store.entriesOf('c1'), link]);
    expect(link?.value.participants).toHaveLength(2);
    expect(stored).not.toMatch(/Help|help|ann@|support@|file\.pdf/);
  });
});

describe('What becomes no case', () => {
  const intake = { ...INTAKE, routing: { ...INTAKE.routing, labelId: 'Label_1' } };
  test.each([
    ['draft', ['DRAFT', 'Label_1']],
    ['chat', ['CHAT']],
    ['spam', ['SPAM', 'Label_1']],
    ['trash', ['TRASH', 'Label_1']],
    ['sent', ['SENT', 'Label_1']],
    ['other_label', ['INBOX']],
  ] as const)('is skipped as %s', async (skipped, labelIds) => {
    const world = await createFiling();
    await world.receive({ id: 'm1', labelIds });
    await world.file({ intake });
    expect(world.entry('m1')).toMatchObject({ state: 'skipped', skipped, failure: null });
    expect(world.org.calls).toEqual([]);
    expect(world.left.open).toBe(0);
  });

  test('is skipped when it arrived before the start, and filed when a person forces it', async () => {
    const world = await createFiling();
    const receivedAt = new Date('2026-10-31T00:00:00Z');
    await world.receive({ id: 'm1', receivedAt });
    await world.receive({ id: 'm2', receivedAt, labelIds: ['SPAM'], entry: { isForced: true } });
    await world.file();
    expect(world.entry('m1').skipped).toBe('before_start');
    expect(world.entry('m2').state).toBe('filed');
  });

  test('is not mail that waits since before its intake was switched off and on again', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1', entry: { arrivalLabelIds: ['INBOX'] } });
    await world.receive({ id: 'm2', entry: { foundBy: 'resync' } });
    // Somebody moved an old mail to the inbox.
    await world.receive({ id: 'm3', entry: { arrivalLabelIds: [] } });
    world.wait(MINUTE);
    await world.file({ intake: { ...INTAKE, startsAt: world.now() } });
    expect(['m1', 'm2', 'm3'].map((id) => world.entry(id).state)).toEqual([
      'filed',
      'filed',
      'skipped',
    ]);
  });

  test('is not mail that left the label since it arrived, or that was sent to oneself', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1', labelIds: [], entry: { arrivalLabelIds: ['INBOX'] } });
    await world.receive({ id: 'm2', labelIds: ['SENT', 'INBOX'] });
    await world.file();
    expect([world.entry('m1').state, world.entry('m2').state]).toEqual(['filed', 'filed']);
  });
});

describe('A reply', () => {
  const withCase = async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    await world.file();
    return world;
  };

  test('joins by its headers when its sender takes part', async () => {
    const world = await withCase();
    await world.receive({ id: 'm2', headers: replyTo('m1') });
    await world.file();
    expect(world.caseOf('m2')).toBe(world.caseOf('m1'));
    expect(world.entry('m2').filed?.as).toBe('reply');
  });

  test('joins by its thread, and writes no link when nothing changed', async () => {
    const world = await withCase();
    await world.receive({ id: 'm2', threadId: 'm1', headers: [] });
    await world.file();
    expect(world.caseOf('m2')).toBe(world.caseOf('m1'));
    expect(world.store.counts()).toEqual({ readThreadLink: 1, writeEntry: 1 });
  });

  test.each([
    ['a sweep finds late', { arrivalLabelIds: [], foundBy: 'sweep' }],
    ['was skipped for its labels at first', { receivedAt: new Date('2026-11-28T09:00:00Z') }],
    ['a person chose to file after all', { isForced: true }],
  ] as const)(
    'is followed onto its case by the first mail of its thread that %s',
    async (_, entry) => {
      const world = await createFiling();
      await world.receive({ id: 'm2', threadId: 'm1' });
      await world.file();
      await world.receive({ id: 'm1', entry });
      await world.file();
      expect(world.caseOf('m1')).toBe(world.caseOf('m2'));
      expect(world.org.cases.size).toBe(1);
    },
  );

  test('joins by a token, also when a stranger sent it', async () => {
    const world = await withCase();
    const token = world.org.tokenOf(world.caseOf('m1') ?? '');
    await world.receive({ id: 'm2', from: 'eve@evil.example', headers: [FAIL], body: ['', token] });
    await world.file();
    expect(world.caseOf('m2')).toBe(world.caseOf('m1'));
  });

  test.each([
    ['a stranger', 'eve@evil.example', PASS, 'stranger'],
    ['a forged participant', 'ann@customer.example', FAIL, 'unauthenticated'],
    ['a participant for whom nothing speaks', 'ann@customer.example', NOTHING, 'unauthenticated'],
    ['a colleague who was not authenticated', 'bob@customer.example', 'X-A: 1', 'unauthenticated'],
  ] as const)('of %s opens a case of its own', async (_, from, header, notJoined) => {
    const world = await withCase();
    await world.receive({ id: 'm2', threadId: 'm1', from, headers: replyTo('m1', header) });
    await world.file();
    expect(world.caseOf('m2')).not.toBe(world.caseOf('m1'));
    expect(world.entry('m2').filed).toMatchObject({ as: 'new_case', notJoined });
    const link = await world.store.readThreadLink('c1', 'm1');
    expect(link?.value.caseId).toBe(world.caseOf('m1'));
  });

  test('of an authenticated colleague joins', async () => {
    const world = await withCase();
    await world.receive({ id: 'm2', from: 'bob@customer.example', headers: replyTo('m1', PASS) });
    await world.file();
    expect(world.caseOf('m2')).toBe(world.caseOf('m1'));
  });

  test('of somebody who only shares a public domain does not join', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1', from: 'ann@docomo.ne.jp' });
    await world.file();
    await world.receive({ id: 'm2', from: 'eve@docomo.ne.jp', headers: replyTo('m1', PASS) });
    await world.file();
    expect(world.entry('m2').filed?.notJoined).toBe('stranger');
  });

  test('does not bring in the addresses that a forged mail names', async () => {
    const world = await createFiling();
    const headers = [FAIL, 'Cc: eve@evil.example'];
    await world.receive({ id: 'm1', headers });
    await world.file();
    expect((await world.store.readThreadLink('c1', 'm1'))?.value.participants).toEqual([]);
  });

  test('goes to the survivor of a merged case', async () => {
    const world = await withCase();
    await world.receive({ id: 'm2', from: 'other@else.example' });
    await world.file();
    const [one, other] = [world.caseOf('m1') ?? '', world.caseOf('m2') ?? ''];
    world.org.merge(one, other);
    await world.receive({ id: 'm3', threadId: 'm1' });
    await world.file();
    expect(world.entry('m3').filed).toMatchObject({ caseId: other, as: 'reply', notJoined: null });
    expect((await world.store.readThreadLink('c1', 'm1'))?.value.caseId).toBe(other);
  });

  test('opens a new case when its case was deleted, and its thread goes there', async () => {
    const world = await withCase();
    world.org.delete(world.caseOf('m1') ?? '');
    await world.receive({ id: 'm2', threadId: 'm1' });
    await world.file();
    expect(world.entry('m2').filed).toMatchObject({ as: 'new_case', notJoined: 'case_gone' });
    const link = await world.store.readThreadLink('c1', 'm1');
    expect(link?.value.caseId).toBe(world.caseOf('m2'));
  });
});

describe('The first mail of a thread', () => {
  test.each<[string, Partial<LedgerEntry>]>([
    ['that only the sweep found', { foundBy: 'sweep', arrivalLabelIds: [] }],
    ['that a change of its labels brought', { arrivalLabelIds: [] }],
    ['that was skipped at first', { foundAt: new Date('2026-11-28T09:00:00Z') }],
  ])('%s joins the case of the answers that were filed before', async (_, entry) => {
    const world = await createFiling();
    await world.receive({ id: 'm2', threadId: 'm1', headers: [PASS, ...replyTo('m1')] });
    await world.file();
    await world.receive({ id: 'm1', entry });
    await world.file();
    expect(world.entry('m1').filed).toMatchObject({ as: 'reply', caseId: world.caseOf('m2') });
    expect(world.org.cases.size).toBe(1);
  });
});

describe('The same mail', () => {
  test('in a second mailbox is a copy, whose thread is linked to the case', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1', messageId: 'same@x' });
    await world.file();
    await world.receive({ id: 'm2', connectionId: 'c2', messageId: 'same@x' });
    await world.file({ intake: { ...INTAKE, connectionId: 'c2' } });
    expect(world.entry('m2', 'c2').filed).toMatchObject({ as: 'copy', caseId: world.caseOf('m1') });
    const link = await world.store.readThreadLink('c2', 'm2');
    expect(link?.value.caseId).toBe(world.caseOf('m1'));
    expect([world.org.emails.size, world.org.cases.size]).toEqual([1, 1]);
  });

  test('whose answer was lost is written once, and its files too', async () => {
    const world = await createFiling();
    world.org.failNext({ call: 'file', error: orgError('org_unavailable'), isStored: true });
    await world.receive({ id: 'm1', body: attached('one', 'one', 'two') });
    await world.file();
    for (let run = 0; run < 3; run++) {
      world.wait(3 * MINUTE);
      await world.file();
    }
    expect(world.entry('m1')).toMatchObject({ state: 'filed', filed: { as: 'copy' } });
    expect([world.org.emails.size, world.org.files.length]).toEqual([1, 3]);
  });
});

describe('Files', () => {
  test('are stored after the entry says where the mail is', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1', body: attached('one', 'two') });
    world.org.before = async (call) => {
      if (call === 'addFile')
        expect(world.entry('m1')).toMatchObject({ state: 'found', filed: {} });
    };
    await world.file();
    expect(world.entry('m1').state).toBe('filed');
    expect(world.org.files).toHaveLength(2);
    expect(world.org.calls).not.toContain('listFiles');
  });

  test.each([true, false])(
    'are each stored once when an answer is lost (stored: %s)',
    async (isStored) => {
      const world = await createFiling();
      const error = orgError('org_unavailable');
      world.org.failNext({ call: 'addFile', error, isStored });
      await world.receive({ id: 'm1', body: attached('one', 'one', 'two') });
      await world.file();
      expect(world.entry('m1').state).toBe('found');
      world.wait(MINUTE);
      await world.file();
      expect(world.entry('m1').state).toBe('filed');
      expect(world.org.files).toHaveLength(3);
      expect(world.org.emails.size).toBe(1);
    },
  );

  test('include the original when a mail has more parts than are read', async () => {
    const world = await createFiling();
    const parts = Array.from({ length: 1001 }, (_, part) => ['--b', '', `Part ${part}.`]).flat();
    const body = ['Content-Type: multipart/mixed; boundary=b', '', ...parts];
    await world.receive({ id: 'm1', body });
    await world.file();
    expect(world.entry('m1').state).toBe('filed');
    expect(world.org.files).toMatchObject([{ name: 'original.eml' }]);
    const [email] = world.org.emails.values();
    expect(email?.email.text).toMatch(/original\.eml.*Part 998\./s);
  });

  test('include the original when something was cut', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1', body: ['', 'x'.repeat(140_000)] });
    await world.file();
    expect(world.org.files).toMatchObject([{ name: 'original.eml' }]);
    expect(world.org.files[0]?.bytes).toBeGreaterThan(140_000);
  });

  test.each(['org_fields_missing', 'org_refused'] as const)(
    'that the user may not store (%s) wait alone, and pause nobody',
    async (code) => {
      const world = await createFiling();
      world.org.failNext({ call: 'addFile', error: orgError(code) });
      await world.receive({ id: 'm1', body: attached('one') });
      await world.receive({ id: 'm2', threadId: 'm1' });
      await world.file();
      expect(world.entry('m1')).toMatchObject({ state: 'found', failure: { code } });
      expect(world.caseOf('m2')).toBe(world.caseOf('m1'));
      expect(world.kinds()).toEqual([]);
    },
  );

  test('that find no storage wait alone: their mail is on its case, and other mail goes on', async () => {
    const world = await createFiling();
    world.org.isStorageFull = true;
    await world.receive({ id: 'm1', body: attached('one') });
    await world.receive({ id: 'm2', threadId: 'm1' });
    await world.file();
    expect(world.entry('m1')).toMatchObject({
      state: 'found',
      failure: { code: 'org_storage_full' },
    });
    expect(world.caseOf('m2')).toBe(world.caseOf('m1'));
    expect(world.kinds()).toEqual([]);
    for (let run = 0; run < 10; run++) {
      world.wait(80 * MINUTE);
      await world.file();
    }
    expect(world.entry('m1').state).toBe('held');
  });
});

describe('A failure', () => {
  test.each(['record_refused'] as const)('%s holds the mail at once', async (code) => {
    const world = await createFiling();
    world.org.rule = ({ email }) => (email.messageId?.startsWith('m1') ? orgError(code) : null);
    await world.receive({ id: 'm1' });
    await world.receive({ id: 'm2' });
    const { nextAt, foundLeft } = await world.file();
    expect(world.entry('m1')).toMatchObject({ state: 'held', dueAt: null, failure: { code } });
    expect(world.entry('m2').state).toBe('filed');
    expect([nextAt, foundLeft]).toEqual([null, 0]);
    expect(world.store.events).toMatchObject([
      { kind: 'mail_held', connectionId: 'c1', failure: { code }, count: 1 },
    ]);
  });

  test('that holds more mail for the same cause makes no second event', async () => {
    const world = await createFiling();
    world.org.rule = () => orgError('record_refused');
    for (const id of ['m1', 'm2', 'm3']) await world.receive({ id });
    await world.file();
    expect(world.kinds()).toEqual(['mail_held']);
  });

  test.each([
    ['record_trigger_failed', 3],
    ['internal', 5],
  ] as const)('%s holds the mail after %d tries', async (code, tries) => {
    const world = await createFiling();
    world.org.rule = () => orgError(code);
    await world.receive({ id: 'm1' });
    for (let run = 1; run < tries; run++) {
      await world.file();
      expect(world.entry('m1')).toMatchObject({ state: 'found', failure: { attempts: run } });
      world.wait(30 * MINUTE);
    }
    await world.file();
    expect(world.entry('m1').state).toBe('held');
  });

  test('of a mail that cannot be read holds it', async () => {
    const world = await createFiling();
    const headers = Array.from({ length: 9000 }, () => `X-Filler: ${'x'.repeat(70)}`);
    await world.receive({
      id: 'm1',
      body: ['Content-Type: multipart/mixed; boundary=b', '', '--b', ...headers, '', 'x'],
    });
    await world.file();
    expect(world.entry('m1')).toMatchObject({
      state: 'held',
      failure: { code: 'mail_unreadable' },
    });
  });

  test.each([
    ['org_unavailable', 30_000],
    ['record_locked', 2000],
    ['org_busy', 2000],
  ] as const)('%s is tried again, with growing pauses', async (code, first) => {
    const world = await createFiling();
    world.org.failNext({ call: 'file', error: orgError(code), times: 2 });
    await world.receive({ id: 'm1' });
    const one = await world.file();
    expect(one.nextAt).toEqual(new Date(world.now().getTime() + first));
    expect(one.foundLeft).toBe(1);
    world.wait(first);
    const two = await world.file();
    expect(two.nextAt).toEqual(new Date(world.now().getTime() + 2 * first));
    world.wait(2 * first);
    await world.file();
    expect(world.entry('m1').state).toBe('filed');
  });

  test('is not tried again before the moment that the service named', async () => {
    const world = await createFiling();
    const retryAt = new Date(world.now().getTime() + 7 * MINUTE);
    const { upstream } = orgError('org_busy');
    const error = new AppError('org_busy', { upstream: upstream && { ...upstream, retryAt } });
    world.org.failNext({ call: 'file', error });
    await world.receive({ id: 'm1' });
    const { nextAt } = await world.file();
    expect(nextAt?.getTime()).toBeGreaterThanOrEqual(retryAt.getTime());
  });

  test('to answer of three mails in a row lets the org rest for half a minute', async () => {
    const world = await createFiling();
    world.org.refuseAll = orgError('org_unavailable');
    for (const id of ['m1', 'm2', 'm3', 'm4', 'm5']) await world.receive({ id });
    const { foundLeft } = await world.file();
    expect([foundLeft, world.org.calls.length]).toEqual([5, 3]);
    expect(world.entry('m4').failure).toBeNull();
  });

  test.each([
    'connection_needs_reconnect',
    'token_rejected',
    'gmail_refused',
    'google_unavailable',
  ] as const)('%s is the mailbox’s, and leaves the entry as it was', async (code) => {
    const world = await createFiling();
    world.reading.failure = new AppError(code);
    await world.receive({ id: 'm1' });
    const before = world.entry('m1');
    await expect(world.file()).rejects.toMatchObject({ code });
    expect(world.entry('m1')).toEqual(before);
  });

  test.each(['gmail_refused', 'google_unavailable'] as const)(
    '%s for one message keeps the others waiting for three runs at most',
    async (code) => {
      const world = await createFiling();
      for (const id of ['m1', 'm2']) await world.receive({ id });
      const refused = new AppError(code);
      world.refusals.set('m1', refused);
      const failure = { code, upstream: null, since: world.now(), attempts: 3 };
      const intake = { ...INTAKE, failure };
      await expect(
        world.file({ intake: { ...intake, failure: { ...failure, attempts: 2 } } }),
      ).rejects.toBe(refused);
      await world.file({ intake });
      expect(world.entry('m1')).toMatchObject({ state: 'found', failure: { code, attempts: 1 } });
      expect(world.entry('m2').state).toBe('filed');
      for (let run = 0; run < 17; run++) {
        world.wait(2 * 60 * MINUTE);
        await world.file();
      }
      expect(world.entry('m1')).toMatchObject({ state: 'held', failure: { code } });
      expect(world.kinds()).toContain('mail_held');
    },
  );

  test('to find the message is tried for ten minutes, then it was deleted', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    world.mails.delete('m1');
    await world.file();
    expect(world.entry('m1')).toMatchObject({ state: 'found', failure: { code: 'message_gone' } });
    world.wait(10 * MINUTE);
    await world.file();
    expect(world.entry('m1')).toMatchObject({ state: 'skipped', skipped: 'deleted' });
  });

  test('to find a message that waited long is tried for ten minutes all the same', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    const raw = world.mails.get('m1');
    if (!raw) throw new Error('It was not received');
    world.mails.delete('m1');
    world.wait(10 * MINUTE);
    await world.file();
    expect(world.entry('m1')).toMatchObject({ state: 'found', failure: { code: 'message_gone' } });
    world.mails.set('m1', raw);
    world.wait(MINUTE);
    await world.file();
    expect(world.entry('m1').state).toBe('filed');
  });
});

describe('A thread', () => {
  test('waits for its earlier mail that is held, says so once, and other threads go on', async () => {
    const world = await createFiling();
    world.org.rule = ({ email }) =>
      email.messageId?.startsWith('m1') ? orgError('record_refused') : null;
    await world.receive({ id: 'm1' });
    await world.receive({ id: 'm2', threadId: 'm1' });
    await world.receive({ id: 'm3' });
    const { nextAt, foundLeft } = await world.file();
    expect([nextAt, foundLeft]).toEqual([null, 1]);
    expect(world.entry('m2')).toMatchObject({
      state: 'found',
      failure: { code: 'earlier_mail_waits', attempts: 0 },
    });
    expect(world.entry('m3').state).toBe('filed');
    await world.file();
    expect(world.store.counts()).toEqual({});
  });

  test('waits for its earlier mail that is tried again, then both are filed on one case', async () => {
    const world = await createFiling();
    world.org.failNext({ call: 'file', error: orgError('record_locked') });
    await world.receive({ id: 'm1' });
    await world.receive({ id: 'm2', threadId: 'm1' });
    await world.file();
    expect(world.entry('m2').failure?.code).toBe('earlier_mail_waits');
    world.wait(MINUTE);
    await world.file();
    expect(world.caseOf('m2')).toBe(world.caseOf('m1'));
    expect(world.entry('m2').failure).toBeNull();
  });
});

test('No mail is begun after the time is over, and what is left is due at once', async () => {
  const world = await createFiling();
  await world.receive({ id: 'm1' });
  const result = await world.file({ until: world.now() });
  expect(result).toMatchObject({ nextAt: world.now(), foundLeft: 1, seen: [] });
  expect(world.org.calls).toEqual([]);
});

test.each(['writeEntry', 'writeThreadLink'] as const)(
  'Whether a write is lost or only its answer, the mail is filed once (%s)',
  async (operation) => {
    for (const when of ['before', 'after'] as const) {
      for (const nth of [1, 2]) {
        const world = await createFiling();
        await world.receive({ id: 'm1', body: attached('one', 'two') });
        let seen = 0;
        world.store.hooks[when] = (call) => {
          if (call.operation === operation && ++seen === nth)
            throw new AppError('google_unavailable');
        };
        await world.file().catch(() => {});
        delete world.store.hooks[when];
        for (let run = 0; run < 2; run++) {
          world.wait(5 * MINUTE);
          await world.file();
        }
        expect(world.entry('m1').state).toBe('filed');
        expect([world.org.emails.size, world.org.files.length]).toEqual([1, 2]);
        expect((await world.store.readThreadLink('c1', 'm1'))?.value.caseId).toBe(
          world.caseOf('m1'),
        );
      }
    }
  },
);

test('An entry that somebody else wrote during the attempt stays as they left it', async () => {
  const world = await createFiling();
  await world.receive({ id: 'm1' });
  world.org.after = async (call) => {
    if (call !== 'file') return;
    const read = await world.store.readEntry('c1', 'm1');
    if (read)
      await world.store.writeEntry(
        { ...read.value, state: 'skipped', skipped: 'by_person' },
        read.revision,
      );
  };
  const { seen } = await world.file();
  expect(seen).toMatchObject([{ kind: 'skipped' }]);
  expect(world.entry('m1').skipped).toBe('by_person');
});

test('The link of a thread is read while the organization looks for the case', async () => {
  const world = await createFiling();
  await world.receive({ id: 'm1' });
  await world.file();
  await world.receive({ id: 'm2', threadId: 'm1', headers: [PASS, ...replyTo('m1')] });
  let isAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  world.org.before = async (call) => {
    if (call === 'find') isAsked();
  };
  const { readThreadLink } = world.store;
  Object.assign(world.store, {
    readThreadLink: async (...which: Parameters<typeof readThreadLink>) => {
      await asked;
      return readThreadLink(...which);
    },
  });
  await world.file();
  expect(world.caseOf('m2')).toBe(world.caseOf('m1'));
});

describe('A large mail whose turn does not come', () => {
  test('stays due as it was, and nothing is written of it', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    const before = world.entry('m1');
    const until = new Date(world.now().getTime() + MINUTE);
    world.noTurn.add('m1');
    const { nextAt, foundLeft, seen } = await world.file({ until });
    expect({ nextAt, foundLeft, seen }).toEqual({ nextAt: before.dueAt, foundLeft: 1, seen: [] });
    expect(world.store.calls.map(({ operation }) => operation)).toEqual(['readOrgPause']);
    expect(world.entry('m1')).toEqual(before);
  });

  test('is not suspected of having ended the process before', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    const before = world.entry('m1');
    world.noTurn.add('m1');
    await world.file({ isAfterDeath: true });
    expect(world.entry('m1')).toEqual(before);
  });

  test('keeps the later mail of its thread waiting, of which nothing is written either', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    await world.receive({ id: 'm2', threadId: 'm1' });
    const before = world.entry('m2');
    world.noTurn.add('m1');
    await world.file();
    expect(world.entry('m2')).toEqual(before);
  });

  test('waits no longer than the run, and is filed by the next one with the mail behind it', async () => {
    const world = await createFiling();
    for (const id of ['m1', 'm2']) await world.receive({ id });
    world.noTurn.add('m1');
    const until = new Date(world.now().getTime() + MINUTE);
    expect(await world.file({ until })).toMatchObject({ foundLeft: 2, seen: [] });
    expect(world.now()).toEqual(until);
    world.noTurn.clear();
    expect(await world.file()).toMatchObject({
      foundLeft: 0,
      seen: [
        { messageId: 'm1', kind: 'filed' },
        { messageId: 'm2', kind: 'filed' },
      ],
    });
  });

  test('says nothing of a paused organization, which stays paused until a mail is filed', async () => {
    const world = await createFiling();
    for (const id of ['m1', 'm2']) await world.receive({ id });
    world.org.refuseAll = orgError('org_limit_reached', 'REQUEST_LIMIT_EXCEEDED');
    await world.file();
    world.org.refuseAll = null;
    world.wait(2 * MINUTE);
    world.noTurn.add('m1');
    // It gives up at once.
    const { seen } = await world.file({ until: new Date(world.now().getTime() + 1) });
    expect([seen, world.kinds()]).toEqual([[], ['org_paused']]);
    world.noTurn.clear();
    world.wait(2 * MINUTE);
    await world.file();
    expect(world.kinds()).toEqual(['org_paused', 'org_resumed']);
  });
});
