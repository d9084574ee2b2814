import { describe, expect, test } from '@jest/globals';
import { hashOf } from '../../../shared/mail/filing/thread-link.ts';
import { eraseAddress } from '../../../shared/mail/index.ts';
import type { Intake } from '../../../shared/mail/model/intake.ts';
import { createFakeMailStore, failStore } from '../fake-mail-store.ts';
import { INTAKE } from '../filing/harness.ts';

const TARO = 'taro@customer.example';
const ANN = 'ann@customer.example';
const clock = { now: () => new Date('2026-11-28T10:00:00Z'), sleep: async () => {} };
let number = 0;
const ids = { unique: () => `erasure-${number++}`, random: () => 0.5 };

/** Every second thread of two mailboxes has Taro. */
async function threads(count: number) {
  const store = createFakeMailStore();
  for (const connectionId of ['c1', 'c2'])
    for (let nth = 0; nth < count; nth += 1)
      await store.writeThreadLink(
        {
          connectionId,
          threadId: String(nth).padStart(6, '0'),
          caseId: '500',
          participants: [ANN, ...(nth % 2 ? [TARO] : [])].map((each) => hashOf(connectionId, each)),
          leftCaseIds: [],
          storedImages: [],
          linkedAt: new Date('2026-11-01T00:00:00Z'),
        },
        null,
      );
  return store;
}

type Store = Awaited<ReturnType<typeof threads>>;

const linksOf = async (store: Store) =>
  (await store.listThreadLinks({ after: null, limit: 10_000 })).items.map(({ value }) => value);

const has = (links: Awaited<ReturnType<typeof linksOf>>, address: string): number =>
  links.filter(({ connectionId, participants }) =>
    participants.includes(hashOf(connectionId, address)),
  ).length;

describe('An address', () => {
  test('is erased from every thread of every mailbox, and nothing else is', async () => {
    const store = await threads(500);
    const erased = await eraseAddress(
      { store, clock, ids },
      { address: ' TARO@Customer.Example ' },
    );
    expect(erased).toEqual({ threads: 1000, erased: 500, left: 0, blockedBy: [] });
    const links = await linksOf(store);
    expect([has(links, TARO), has(links, ANN)]).toEqual([0, 1000]);
    expect(links.every(({ linkedAt }) => linkedAt.getUTCDate() === 1)).toBe(true);
    expect(store.events).toEqual([
      {
        ...{ kind: 'address_erased', connectionId: null, address: null, by: null, failure: null },
        ...{ change: null, count: 500 },
      },
    ]);
    expect(JSON.stringify(store.events)).not.toContain('taro');
  });

  test('that is nowhere is looked for without an event, and erasing it again changes nothing', async () => {
    const store = await threads(10);
    const nobody = await eraseAddress({ store, clock, ids }, { address: 'nobody@x.example' });
    expect(nobody).toMatchObject({ threads: 20, erased: 0 });
    await eraseAddress({ store, clock, ids }, { address: TARO });
    expect(await eraseAddress({ store, clock, ids }, { address: TARO })).toMatchObject({
      erased: 0,
    });
    expect(store.events).toHaveLength(1);
  });

  test('is erased page by page, and a run that was interrupted goes on where it ended', async () => {
    const store = await threads(500);
    failStore(store, { operation: 'listThreadLinks', nth: 3, when: 'before' });
    let next: string | null = null;
    const watch = (_threads: number, following: string | null): void => {
      next = following;
    };
    await expect(
      eraseAddress({ store, clock, ids }, { address: TARO, watch }),
    ).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(store.events).toMatchObject([{ kind: 'address_erased', count: 200 }]);
    const rest = await eraseAddress({ store, clock, ids }, { address: TARO, after: next });
    expect(rest).toMatchObject({ threads: 600, erased: 300, left: 0 });
    expect(has(await linksOf(store), TARO)).toBe(0);
  });

  test('is erased also when a mail is filed in the thread at the same moment', async () => {
    const store = await threads(2);
    let isRaced = false;
    store.hooks.before = async ({ operation }) => {
      if (operation !== 'writeThreadLink' || isRaced) return;
      isRaced = true;
      const read = await store.readThreadLink('c1', '000001');
      const participants = [...(read?.value.participants ?? []), hashOf('c1', 'new@x.example')];
      if (read) await store.writeThreadLink({ ...read.value, participants }, read.revision);
    };
    expect(await eraseAddress({ store, clock, ids }, { address: TARO })).toMatchObject({
      erased: 2,
    });
    const links = await linksOf(store);
    expect([has(links, TARO), has(links, 'new@x.example')]).toEqual([0, 1]);
  });

  test('that a mailbox blocks is named with the mailbox, and stays blocked', async () => {
    const store = await threads(1);
    const { routing } = INTAKE;
    const policies = { ...routing.policies, blockedSenders: [TARO] };
    const intake: Intake = { ...INTAKE, routing: { ...routing, policies } };
    await store.writeIntake(intake, null);
    const erased = await eraseAddress({ store, clock, ids }, { address: TARO });
    expect(erased.blockedBy).toEqual([INTAKE.address]);
    expect(store.intakeOf('c1').routing.policies.blockedSenders).toEqual([TARO]);
  });
});
