import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import {
  changeRouting,
  leaseMailbox,
  makeIntakeDue,
  switchOff,
} from '../../../shared/mail/index.ts';
import { failStore } from '../fake-mail-store.ts';
import { ADDRESS, DAY, HOUR, MAILBOX, MINUTE, NOON, openIntake, ROUTING } from './harness.ts';

const BY = 'admin@company.example';
const about = { connectionId: MAILBOX, by: BY };

describe('switching a mailbox on', () => {
  test('takes the mail that arrives from then on, and none from before', async () => {
    const it = openIntake();
    it.gmail.deliver(MAILBOX, { receivedAt: new Date(NOON.getTime() - HOUR) });
    await it.on();
    const later = it.gmail.deliver(MAILBOX);
    await it.run();
    expect(it.ledger()).toEqual([later.messageId]);
    expect(it.intake()).toMatchObject({ isOn: true, address: ADDRESS, startsAt: NOON });
    expect(it.store.events).toMatchObject([{ kind: 'intake_on', by: BY, address: ADDRESS }]);
  });

  test('misses no mail that arrives while the history id is asked for', async () => {
    const it = openIntake();
    it.gmail.hooks.before = () => {
      it.gmail.deliver(MAILBOX);
      it.gmail.hooks.before = () => {};
    };
    await it.on();
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('with a start in the past takes the mail since then', async () => {
    const it = openIntake();
    it.gmail.style.pageSize = 2;
    it.gmail.deliver(MAILBOX, { receivedAt: new Date(NOON.getTime() - 8 * DAY) });
    const wanted = [1, 2, 3, 4, 5].map((day) =>
      it.gmail.deliver(MAILBOX, { receivedAt: new Date(NOON.getTime() - day * DAY) }),
    );
    await it.on(new Date(NOON.getTime() - 7 * DAY));
    await it.run();
    expect(it.ledger()).toEqual(wanted.map(({ messageId }) => messageId).sort());
    expect(it.intake()).toMatchObject({ listing: null, historyId: it.gmail.historyIdOf(MAILBOX) });
  });

  test.each([-31 * DAY, HOUR])('refuses a start %i ms from now', async (offset) => {
    const it = openIntake();
    const start = new Date(NOON.getTime() + offset);
    await expect(it.on(start)).rejects.toMatchObject({ code: 'start_invalid' });
  });

  test('stores nothing when the mailbox cannot be read', async () => {
    const it = openIntake();
    it.gmail.removeMailbox(MAILBOX);
    await expect(it.on()).rejects.toMatchObject({ code: 'connection_needs_reconnect' });
    expect(await it.store.listIntakes()).toEqual([]);
  });

  test('makes one event even when the answer of its write is lost', async () => {
    const it = openIntake();
    failStore(it.store, { operation: 'writeIntake', when: 'after' });
    await it.on();
    expect(it.store.events).toHaveLength(1);
  });

  test('with an earlier start than before takes up what was skipped for its start', async () => {
    const it = openIntake();
    await it.begin();
    const receivedAt = new Date(NOON.getTime() - DAY);
    const { messageId } = it.gmail.deliver(MAILBOX, { receivedAt });
    it.pass(15 * MINUTE);
    await it.run();
    const entry = await it.store.readEntry(MAILBOX, messageId);
    if (!entry) throw new Error('It is not in the ledger');
    const skipped = { ...entry.value, state: 'skipped', skipped: 'before_start' } as const;
    await it.store.writeEntry(skipped, entry.revision);
    await it.on(new Date(NOON.getTime() - 2 * DAY));
    await it.run();
    expect(it.store.entriesOf(MAILBOX)).toMatchObject([{ state: 'filed', skipped: null }]);
  });
});

describe('switching a mailbox off', () => {
  test('ends its pushes and its runs, and keeps its ledger', async () => {
    const it = openIntake();
    await it.on();
    it.gmail.deliver(MAILBOX);
    await it.run();
    await switchOff(it.ports, about);
    expect(it.intake()).toMatchObject({ isOn: false, dueAt: null, lease: null });
    expect(it.gmail.calls.at(-1)?.operation).toBe('stop');
    expect(it.ledger()).toHaveLength(1);
    expect(await it.run()).toMatchObject({ kind: 'off' });
    expect(it.store.events.at(-1)).toMatchObject({ kind: 'intake_off', by: BY });
  });

  test('works although Gmail cannot be asked to stop', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.hooks.before = () => {
      throw new AppError('connection_needs_reconnect');
    };
    expect(await switchOff(it.ports, about)).toMatchObject({ isOn: false });
  });

  test('stops the run that is under way', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX);
    it.pass(15 * MINUTE);
    it.gmail.hooks.before = async ({ operation }) => {
      if (operation === 'history' && it.intake().lease) await switchOff(it.ports, about);
    };
    expect(await it.run()).toMatchObject({ kind: 'lost' });
    expect(it.intake()).toMatchObject({ isOn: false, dueAt: null });
  });

  test('of a mailbox that was never on is refused', async () => {
    const it = openIntake();
    await expect(switchOff(it.ports, about)).rejects.toMatchObject({ code: 'intake_unknown' });
  });

  test('and on again takes the mail of the time between only if the start says so', async () => {
    const it = openIntake();
    await it.begin();
    it.pass(MINUTE);
    const offAt = it.clock.now();
    await switchOff(it.ports, about);
    it.pass(HOUR);
    const between = it.gmail.deliver(MAILBOX);
    it.pass(HOUR);
    await it.on();
    await it.run();
    expect(it.ledger()).toEqual([]);
    await it.on(offAt);
    await it.run();
    expect(it.ledger()).toEqual([between.messageId]);
  });
});

describe('the routing of a mailbox', () => {
  test('makes one event for each field that changes', async () => {
    const it = openIntake();
    await it.begin();
    const owner = { kind: 'owner', id: '00G000000000001' } as const;
    const routing = { ...ROUTING, priority: 'High', owner, mode: 'shadow' } as const;
    const changed = await changeRouting(it.ports, { ...about, routing });
    expect(changed.routing).toEqual(routing);
    expect(it.store.events.slice(1)).toMatchObject([
      { kind: 'routing_changed', by: BY, change: { of: 'priority', from: '', to: 'High' } },
      { change: { of: 'owner', from: 'default', to: '00G000000000001' } },
      { change: { of: 'mode', from: 'file', to: 'shadow' } },
    ]);
  });

  test('names no blocked sender in the event of a change, also of one that leaves their number', async () => {
    const it = openIntake();
    await it.begin();
    const blocking = (...blockedSenders: string[]) => ({
      ...ROUTING,
      policies: { ...ROUTING.policies, blockedSenders },
    });
    await changeRouting(it.ports, { ...about, routing: blocking('ann@customer.example') });
    const routing = blocking('taro@customer.example');
    const changed = await changeRouting(it.ports, { ...about, routing });
    expect(changed.routing.policies.blockedSenders).toEqual(['taro@customer.example']);
    expect(it.store.events.slice(1)).toMatchObject([
      { change: { of: 'policy', from: 'blockedSenders:0', to: 'blockedSenders:1' } },
      { change: { of: 'policy', from: 'blockedSenders:1', to: 'blockedSenders:1' } },
    ]);
    expect(JSON.stringify(it.store.events)).not.toContain('customer.example');
  });

  test('leaves a run under way its lease', async () => {
    const it = openIntake();
    await it.begin();
    const taken = await leaseMailbox(it.ports, MAILBOX);
    await changeRouting(it.ports, { ...about, routing: { ...ROUTING, origin: 'Web' } });
    if (taken.kind !== 'leased') throw new Error('The lease is not free');
    await taken.leased.write((intake) => intake);
    expect(it.intake().routing.origin).toBe('Web');
  });

  test('of a mailbox that was never on is refused', async () => {
    const it = openIntake();
    const refused = changeRouting(it.ports, { ...about, routing: ROUTING });
    await expect(refused).rejects.toMatchObject({ code: 'intake_unknown' });
  });
});

test('a mailbox that was reconnected is due at once', async () => {
  const it = openIntake();
  await it.begin();
  it.pass(MINUTE);
  await makeIntakeDue(it.ports, MAILBOX);
  expect(it.intake()).toMatchObject({ dueAt: it.clock.now(), pollAt: it.clock.now() });
});

test('a reconnected mailbox without an intake is left alone', async () => {
  const it = openIntake();
  await makeIntakeDue(it.ports, MAILBOX);
  expect(await it.store.listIntakes()).toEqual([]);
});
