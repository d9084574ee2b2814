import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createPlaces } from '../../shared/concurrency/places.ts';
import { createSlots } from '../../shared/concurrency/slots.ts';

/** One place, which is taken, and those who come for it one after the other. */
async function openOne() {
  const places = createPlaces(1);
  const first = await places.enter();
  const came: string[] = [];
  const come = (name: string, waitMs?: number) =>
    places.enter(waitMs).then((leave) => {
      came.push(leave ? name : `${name} gave up`);
      return leave;
    });
  return { places, leaveFirst: () => first?.(), come, came };
}

const soon = () => pause(5);

test('there are as many places as the limit says', () => {
  const places = createPlaces(2);
  expect([places.tryEnter(), places.tryEnter(), places.tryEnter()]).toEqual([
    expect.any(Function),
    expect.any(Function),
    null,
  ]);
});

test('those who wait for a place get it in the order in which they came', async () => {
  const { leaveFirst, come, came } = await openOne();
  const [one, two] = [come('one'), come('two')];
  await soon();
  expect(came).toEqual([]);
  leaveFirst();
  (await one)?.();
  await two;
  expect(came).toEqual(['one', 'two']);
});

test('nobody who comes later takes a place that is handed to one who waits', async () => {
  const { places, leaveFirst, come } = await openOne();
  const waiting = come('one');
  leaveFirst();
  expect(places.tryEnter()).toBeNull();
  expect(await waiting).not.toBeNull();
});

test('who waited long enough gives up, and is passed over', async () => {
  const { places, leaveFirst, come, came } = await openOne();
  const [one, two] = [come('one', 1), come('two', 60_000)];
  expect(await one).toBeNull();
  leaveFirst();
  (await two)?.();
  expect(came).toEqual(['one gave up', 'two']);
  expect(places.isEmpty()).toBe(true);
});

test('a place that is left twice is free once', async () => {
  const { places, leaveFirst } = await openOne();
  leaveFirst();
  const second = places.tryEnter();
  leaveFirst();
  expect(places.tryEnter()).toBeNull();
  expect(places.isEmpty()).toBe(false);
  second?.();
  expect(places.isEmpty()).toBe(true);
});

test('the slots of one key are its own, and are free again after a work that failed', async () => {
  const inSlot = createSlots(1);
  const ended: string[] = [];
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const long = inSlot('a', () => finished);
  const failing = inSlot('a', async () => {
    ended.push('failing');
    throw new Error('it failed');
  }).catch(() => {});
  const last = inSlot('a', async () => void ended.push('last'));
  await inSlot('b', async () => void ended.push('other'));
  expect(ended).toEqual(['other']);
  finish();
  await Promise.all([long, failing, last]);
  expect(ended).toEqual(['other', 'failing', 'last']);
});
