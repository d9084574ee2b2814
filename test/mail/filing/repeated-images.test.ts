import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { correctMail } from '../../../shared/mail/filing/correct-mail.ts';
import type { Intake } from '../../../shared/mail/model/intake.ts';
import type { Correction } from '../../../shared/mail/model/ledger.ts';
import { DEFAULT_POLICIES, type Policies } from '../../../shared/mail/model/policies.ts';
import { orgError } from '../fake-org.ts';
import { createFiling, type Filing, INTAKE, MINUTE, type Sent } from './harness.ts';

const LOGO = { id: 'logo@x', content: 'the logo' };
const CHART = { id: 'chart@x', content: 'a chart' };

type Image = typeof LOGO & { readonly disposition?: 'attachment' };

/** The body of a mail whose HTML shows these images, with what else it has. */
function showing(images: readonly Image[], { html = '' } = {}): readonly string[] {
  const shown = images.map(({ id }) => `<img src="cid:${id}">`).join('');
  return [
    'Content-Type: multipart/related; boundary=b',
    '',
    '--b',
    'Content-Type: text/html',
    '',
    `<p>Hello</p>${shown}${html}`,
    ...images.flatMap(({ id, content, disposition = 'inline' }) => [
      '--b',
      'Content-Type: image/png',
      `Content-Disposition: ${disposition}; filename=${id.split('@')[0]}.png`,
      `Content-ID: <${id}>`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(content).toString('base64'),
    ]),
    '--b--',
  ];
}

/** Mails of Ann in one thread, each after the one before is filed. */
async function converse(
  world: Filing,
  mails: readonly (Partial<Sent> & Pick<Sent, 'id'>)[],
  intake: Intake = INTAKE,
): Promise<void> {
  for (const mail of mails) {
    world.wait(MINUTE);
    await world.receive({ threadId: 'm1', body: showing([LOGO]), ...mail });
    await world.file({ intake });
  }
}

/** The names of the files of a mail. */
const filesOf = (world: Filing, id: string): readonly string[] => {
  const emailMessageId = world.entry(id).filed?.emailMessageId;
  return world.org.files
    .filter((file) => file.emailMessageId === emailMessageId)
    .map(({ name }) => name);
};

const htmlOf = (world: Filing, id: string): string => {
  const { emailMessageId = '' } = world.entry(id).filed ?? {};
  return world.org.emails.get(emailMessageId)?.email.html ?? '';
};

const urlOf = ({ content }: Image): string =>
  `data:image/png;base64,${Buffer.from(content).toString('base64')}`;

const withPolicies = (policies: Partial<Policies>): Intake => ({
  ...INTAKE,
  routing: { ...INTAKE.routing, policies: { ...DEFAULT_POLICIES, ...policies } },
});

describe('An inline image that an earlier mail brought to the case', () => {
  test('is stored once, and shown in each mail', async () => {
    const world = await createFiling();
    await converse(world, [{ id: 'm1' }, { id: 'm2' }, { id: 'm3' }]);
    expect(['m1', 'm2', 'm3'].map((id) => filesOf(world, id))).toEqual([['logo.png'], [], []]);
    for (const id of ['m1', 'm2', 'm3']) expect(htmlOf(world, id)).toContain(urlOf(LOGO));
    expect(new Set(['m1', 'm2', 'm3'].map((id) => world.caseOf(id))).size).toBe(1);
  });

  test('leaves the others of its mail to be stored', async () => {
    const world = await createFiling();
    const both = showing([LOGO, CHART]);
    await converse(world, [{ id: 'm1' }, { id: 'm2', body: both }, { id: 'm3', body: both }]);
    expect(['m1', 'm2', 'm3'].map((id) => filesOf(world, id))).toEqual([
      ['logo.png'],
      ['chart.png'],
      [],
    ]);
  });

  test('is stored again where its content is another, whatever its name', async () => {
    const world = await createFiling();
    const other = showing([{ ...LOGO, content: 'another logo' }]);
    await converse(world, [{ id: 'm1' }, { id: 'm2', body: other }]);
    expect(filesOf(world, 'm2')).toEqual(['logo.png']);
  });

  test('is stored again where it is attached, although the text shows it', async () => {
    const world = await createFiling();
    const mixed = showing([LOGO]).map((line) => line.replace('/related', '/mixed'));
    const body = mixed.map((line) => line.replace('inline;', 'attachment;'));
    await converse(world, [{ id: 'm1' }, { id: 'm2', body }]);
    expect(filesOf(world, 'm2')).toEqual(['logo.png']);
  });

  test('is stored again where the text does not show it', async () => {
    const world = await createFiling();
    const unshown = showing([LOGO]).map((line) => line.replace('<img src="cid:logo@x">', ''));
    const full = showing([LOGO], { html: 'x'.repeat(131_020) });
    await converse(world, [{ id: 'm1' }, { id: 'm2', body: unshown }, { id: 'm3', body: full }]);
    expect(['m2', 'm3'].map((id) => filesOf(world, id))).toEqual([['logo.png'], ['logo.png']]);
    expect(htmlOf(world, 'm3')).not.toContain(urlOf(LOGO));
  });

  test('is stored again where another image has its content id', async () => {
    const world = await createFiling();
    const twins = showing([LOGO, { ...CHART, id: LOGO.id }]);
    await converse(world, [
      { id: 'm1', body: showing([LOGO, CHART]) },
      { id: 'm2', body: twins },
    ]);
    expect(filesOf(world, 'm2')).toEqual(['logo.png']);
    expect(world.org.files.at(-1)?.bytes).toBe(CHART.content.length);
  });

  test('is stored with each mail where the mailbox chose that', async () => {
    const world = await createFiling();
    const mails = [{ id: 'm1' }, { id: 'm2' }];
    await converse(world, mails, withPolicies({ images: 'each' }));
    expect(filesOf(world, 'm2')).toEqual(['logo.png']);
    expect((await world.store.readThreadLink('c1', 'm1'))?.value.storedImages).toEqual([]);
  });

  test('costs one write of the thread when it is new, and a reading after that', async () => {
    const world = await createFiling();
    await converse(world, [{ id: 'm1' }]);
    expect(world.store.counts()).toMatchObject({ writeThreadLink: 2, writeFilesClaim: 2 });
    await converse(world, [{ id: 'm2' }]);
    const counts = world.store.counts();
    expect([counts['writeThreadLink'], counts['writeFilesClaim']]).toEqual([undefined, undefined]);
    expect(counts).toMatchObject({ readThreadLink: 2, writeEntry: 1 });
  });

  test('is known by half of its hash, and of the last fifty', async () => {
    const world = await createFiling();
    const of = (nth: number): Image => ({ id: `i${nth}@x`, content: `image ${nth}` });
    const many = Array.from({ length: 60 }, (_, nth) => of(nth));
    await converse(world, [{ id: 'm1', body: showing(many) }]);
    const link = await world.store.readThreadLink('c1', 'm1');
    expect(link?.value.storedImages).toHaveLength(50);
    expect(link?.value.storedImages[0]).toMatch(/^[0-9a-f]{32}$/);
    await converse(world, [{ id: 'm2', body: showing([of(0), of(59)]) }]);
    expect(filesOf(world, 'm2')).toEqual(['i0.png']);
  });
});

describe('An inline image of another case', () => {
  test('does not count: a mail of a stranger in the thread brings its own', async () => {
    const world = await createFiling();
    await converse(world, [{ id: 'm1' }, { id: 'm2', from: 'eve@other.example' }, { id: 'm3' }]);
    expect(['m1', 'm2', 'm3'].map((id) => filesOf(world, id))).toEqual([
      ['logo.png'],
      ['logo.png'],
      [],
    ]);
    expect(world.caseOf('m2')).not.toBe(world.caseOf('m1'));
  });

  test('does not count after the case of the thread is gone', async () => {
    const world = await createFiling();
    await converse(world, [{ id: 'm1' }]);
    const first = world.org.cases.get(world.caseOf('m1') ?? '');
    if (!first) throw new Error('unreachable');
    first.isDeleted = true;
    await converse(world, [{ id: 'm2' }, { id: 'm3' }]);
    expect(['m2', 'm3'].map((id) => filesOf(world, id))).toEqual([['logo.png'], []]);
  });

  test.each([
    ['to a new case', (_: Filing): Correction => ({ kind: 'new_case', by: 'admin' })],
    [
      'to another case',
      (world: Filing): Correction => ({ kind: 'case', caseId: world.caseOf('b1') ?? '', by: 'a' }),
    ],
  ])('comes along when a mail is moved %s, and later mail leaves it out', async (_, correction) => {
    const world = await createFiling();
    await converse(world, [
      { id: 'b1', threadId: 'b1', from: 'bob@other.example', body: ['', 'Hello'] },
      { id: 'm1' },
      { id: 'm2' },
    ]);
    const moved = { connectionId: 'c1', messageId: 'm2', correction: correction(world) };
    await correctMail(world.ports, moved);
    await world.file();
    expect(filesOf(world, 'm2')).toEqual(['logo.png']);
    await converse(world, [{ id: 'm3' }]);
    expect(world.caseOf('m3')).toBe(world.caseOf('m2'));
    expect(filesOf(world, 'm3')).toEqual([]);
  });
});

test('A mail that is written again for another customer on its case brings its images', async () => {
  const world = await createFiling();
  const colleague = 'taro@ours.example';
  const html =
    '<p>---------- Forwarded message ---------<br>From: Ann &lt;ann@customer.example&gt;<br>' +
    'Date: Sat, Nov 28, 2026 at 9:00 AM<br>Subject: Help<br>To: taro@ours.example</p><p>Help</p>';
  const about = { from: colleague, body: showing([LOGO], { html }) };
  await converse(world, [{ id: 'm1', ...about }]);
  expect(world.entry('m1').filed).toMatchObject({ forward: 'original' });
  const correction = { kind: 'forwarder', by: 'admin' } as const;
  await correctMail(world.ports, { connectionId: 'c1', messageId: 'm1', correction });
  await world.file();
  expect(world.entry('m1').state).toBe('filed');
  expect(filesOf(world, 'm1')).toEqual(['logo.png']);
});

test('A copy in another mailbox takes no file away and adds none that its own thread knows', async () => {
  const world = await createFiling();
  const other = { ...INTAKE, connectionId: 'c2', address: 'sales@ours.example' };
  for (const id of ['m1', 'm2'])
    for (const intake of [INTAKE, other]) {
      const { connectionId } = intake;
      const about = { messageId: `${id}@customer.example`, threadId: 'm1', body: showing([LOGO]) };
      await world.receive({ id, connectionId, ...about });
      await world.file({ intake });
      world.wait(5 * MINUTE);
      await world.file({ intake });
    }
  expect(world.org.files.map(({ name }) => name)).toEqual(['logo.png']);
  expect(filesOf(world, 'm1')).toEqual(['logo.png']);
});

test('An image is not taken for stored when the org had no room for it', async () => {
  const world = await createFiling();
  world.org.failNext({ call: 'addFile', error: orgError('org_unavailable') });
  for (const id of ['m1', 'm2']) await world.receive({ id, threadId: 'm1', body: showing([LOGO]) });
  await world.file();
  expect(['m1', 'm2'].map((id) => filesOf(world, id))).toEqual([[], ['logo.png']]);
  world.wait(30 * MINUTE);
  await world.file();
  expect(world.entry('m1').state).toBe('filed');
});

test('A process that dies anywhere leaves the case with the image, and each mail filed once', async () => {
  let steps = 0;
  for (let isOver = false; !isOver; steps++) {
    const world = await createFiling();
    let [step, isDead] = [0, false];
    const die = (): void => {
      if (isDead || step++ === steps) {
        isDead = true;
        throw new AppError('store_unavailable');
      }
    };
    await world.receive({ id: 'm1', threadId: 'm1', body: showing([LOGO, CHART]) });
    await world.receive({ id: 'm2', threadId: 'm1', body: showing([LOGO]) });
    Object.assign(world.store.hooks, { before: die, after: die });
    await world.file().catch(() => null);
    isOver = !isDead;
    Object.assign(world.store.hooks, { before: undefined, after: undefined });
    for (let run = 0; run < 3; run++) {
      world.wait(30 * MINUTE);
      await world.file();
    }
    expect([world.entry('m1').state, world.entry('m2').state]).toEqual(['filed', 'filed']);
    expect(world.org.emails.size).toBe(2);
    const names = world.org.files.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['logo.png', 'chart.png']));
    expect(new Set([world.caseOf('m1'), world.caseOf('m2')]).size).toBe(1);
  }
  expect(steps).toBeGreaterThan(20);
});
