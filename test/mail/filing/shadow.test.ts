import { describe, expect, test } from '@jest/globals';
import type { Intake } from '../../../shared/mail/model/intake.ts';
import { attached, createFiling, type Filing, INTAKE, MINUTE, PASS } from './harness.ts';

const SHADOW: Intake = { ...INTAKE, routing: { ...INTAKE.routing, mode: 'shadow' } };

const answering = (id: string) => ({
  threadId: 'm1',
  headers: [PASS, `In-Reply-To: <${id}@customer.example>`],
});

const writes = ({ org }: Filing) =>
  org.calls.filter((call) => !['find', 'survivorOf'].includes(call));

describe('In shadow mode', () => {
  test('a mail is noted as filed on a case of its own, and nothing is written', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1', body: attached('x', 'y') });
    const { seen } = await world.file({ intake: SHADOW });
    expect(seen).toMatchObject([{ kind: 'filed' }]);
    expect(world.entry('m1').filed).toEqual({
      orgId: 'org1',
      caseId: 'shadow~m1',
      emailMessageId: 'shadow~m1',
      as: 'new_case',
      notJoined: null,
    });
    expect(writes(world)).toEqual([]);
    expect([world.org.emails.size, world.org.cases.size, world.org.files.length]).toEqual([
      0, 0, 0,
    ]);
  });

  test('an answer joins the case that its thread would have', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    await world.receive({ id: 'm2', ...answering('m1') });
    await world.file({ intake: SHADOW });
    expect(world.entry('m2').filed).toMatchObject({
      caseId: 'shadow~m1',
      emailMessageId: 'shadow~m2',
      as: 'reply',
    });
    expect(writes(world)).toEqual([]);
  });

  test('an answer to a case of before joins it, and one to a case that is gone opens one', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    await world.file();
    const caseId = world.caseOf('m1');
    await world.receive({ id: 'm2', ...answering('m1') });
    await world.file({ intake: SHADOW });
    expect(world.entry('m2').filed).toMatchObject({ caseId, as: 'reply' });
    world.org.delete(String(caseId));
    await world.receive({ id: 'm3', ...answering('m1') });
    await world.file({ intake: SHADOW });
    expect(world.entry('m3').filed).toMatchObject({ caseId: 'shadow~m3', notJoined: 'case_gone' });
    expect(world.org.emails.size).toBe(1);
  });

  test('what another program files on another case does not change where the thread goes', async () => {
    const world = await createFiling();
    for (const id of ['m1', 'n1']) await world.receive({ id });
    await world.file();
    const [own, other] = [world.caseOf('m1'), world.caseOf('n1')];
    await world.receive({ id: 'm2', ...answering('m1') });
    await world.file({ intake: SHADOW });
    const native = [...world.org.emails.values()][0];
    if (!native || !other) throw new Error('unreachable');
    // Native Email-to-Case wrote the answer on the other case.
    const email = { ...native.email, messageId: 'm2@customer.example' };
    world.org.emails.set('02sN', { id: '02sN', key: 'n', caseId: other, email });
    await world.receive({ id: 'm3', ...answering('m2') });
    await world.file({ intake: SHADOW });
    expect(world.entry('m3').filed).toMatchObject({ caseId: own, as: 'reply' });
  });

  test('a mail whose EmailMessage is stored gets the files that are missing', async () => {
    const world = await createFiling();
    world.org.isStorageFull = true;
    await world.receive({ id: 'm1', body: attached('x') });
    await world.file();
    expect(world.entry('m1')).toMatchObject({ state: 'found', filed: { as: 'new_case' } });
    world.org.isStorageFull = false;
    world.wait(180 * MINUTE);
    await world.file({ intake: SHADOW });
    expect(world.org.files).toHaveLength(1);
  });
});

describe('After shadow mode', () => {
  test('a link to a case that was never written counts as none, and is replaced', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    await world.file({ intake: SHADOW });
    await world.receive({ id: 'm2', ...answering('m1') });
    await world.receive({ id: 'm3', ...answering('m2') });
    await world.file();
    const written = [...world.org.cases.keys()];
    expect(written).toHaveLength(1);
    expect(world.entry('m2').filed).toMatchObject({ caseId: written[0], as: 'new_case' });
    expect(world.entry('m3').filed).toMatchObject({ caseId: written[0], as: 'reply' });
    const link = await world.store.readThreadLink('c1', 'm1');
    expect(link?.value.caseId).toBe(written[0]);
  });

  test('a stranger who is the first to write in a thread does not draw its people to the case', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    await world.file({ intake: SHADOW });
    await world.receive({ id: 'm2', ...answering('m1'), from: 'eve@stranger.example' });
    await world.file();
    await world.receive({ id: 'm3', ...answering('m1') });
    await world.file();
    expect(world.entry('m3').filed).toMatchObject({ as: 'new_case', notJoined: 'stranger' });
    expect(world.caseOf('m3')).not.toBe(world.caseOf('m2'));
  });
});
