import { systemClock } from '../shared/runtime/system-ports.ts';
import { type Resealing, type Rotation, reseal, retireKeys, rotateKeys } from './rotate-keys.ts';
import { type Call, type Outcome, runCommand } from './terminal.ts';
import { withState } from './with-state.ts';

const USAGE = `Usage: npm run keys -- VERB [--no-wait] [--json]

The keys that seal access tokens, pending authorizations, sessions, and grants that are not in
Secret Manager.

  init     makes the first key, after the first deployment; nothing happens when there is one
  list     the keys, and how many records need one that is not current
  rotate   makes a new key, seals every record with it, and proves that none is left
  reseal   the same without a new key: goes on after an interrupted rotation
  retire   removes all keys but the current one, once no record needs them

  --no-wait  do not wait five minutes for running functions to notice a new key: only when none runs
  --json     the outcome as JSON
`;

const inRotation =
  <T>(work: (rotation: Rotation) => Promise<T>, describe: (done: T) => Outcome) =>
  ({ wait, tell }: Call): Promise<Outcome> =>
    withState(async (state) => describe(await work({ state, clock: systemClock, wait, tell })));

await runCommand(USAGE, {
  init,
  list,
  rotate: inRotation(rotateKeys, describeResealing),
  reseal: inRotation(reseal, describeResealing),
  retire: inRotation(retireKeys, describeRetired),
});

function init(): Promise<Outcome> {
  return withState(async ({ keys }) => {
    const created = await keys.create();
    const { current } = await keys.load();
    const line = created
      ? `Made the first key, ${current}.`
      : `There is a key already, ${current}. Nothing was changed.`;
    return { facts: { created, current }, lines: [line], ok: true };
  });
}

function list(): Promise<Outcome> {
  return withState(async ({ keys, sealed }) => {
    const { current, rotatedAt, keys: all } = await keys.load();
    const ids = Object.keys(all);
    const counted = await Promise.all(
      sealed.map(async ({ kind, countOthers }) => [kind, await countOthers(current)] as const),
    );
    const since = rotatedAt ? `, since ${rotatedAt}` : '';
    return {
      facts: {
        current,
        rotatedAt: rotatedAt ?? null,
        keys: ids,
        needOld: Object.fromEntries(counted),
      },
      lines: [
        ...ids.map((id) => (id === current ? `${id}  current${since}` : `${id}  opens only`)),
        ...counted.map(([kind, count]) => `${kind} that need another key: ${count}`),
      ],
      ok: true,
    };
  });
}

function describeResealing({ current, records }: Resealing): Outcome {
  const left = records.reduce((sum, each) => sum + each.left, 0);
  const rows = records.map(
    ({ kind, resealed, unreadable, left: rest }) =>
      `  ${kind.padEnd(24)}${resealed} sealed anew, ${unreadable} unreadable, ${rest} left`,
  );
  const verdict =
    left === 0
      ? 'Counted: nothing is left that needs an old key. `npm run keys -- retire` removes the old keys; who is signed in then signs in again.'
      : `${left} records still need an old key. Run npm run keys -- reseal again; unreadable ones were damaged before.`;
  const lines = [`Everything is sealed with key ${current}:`, ...rows, verdict];
  return { facts: { current, records, left }, lines, ok: left === 0 };
}

function describeRetired(removed: string[]): Outcome {
  const line =
    removed.length === 0 ? 'There was no old key.' : `Removed for good: ${removed.join(', ')}.`;
  return { facts: { removed }, lines: [line], ok: true };
}
