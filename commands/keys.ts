import { systemClock } from '../shared/runtime/system-ports.ts';
import { type Resealing, type Rotation, reseal, retireKeys, rotateKeys } from './rotate-keys.ts';
import { type Call, type Outcome, runCommand } from './terminal.ts';
import { withState } from './with-state.ts';

const USAGE = `Usage: npm run keys -- VERB [--env FILE] [--no-wait] [--json]

The keys that seal access tokens, pending authorizations, sessions, and grants that are not in
Secret Manager. They are those of the state that the settings name: DATA_DIR on one machine, or with
STATE=cloud the project, the database and the secret prefix. All verbs may run beside the product.

  init     makes the first key, after the first deployment; nothing happens when there is one
  list     the keys, and how many records need one that is not current
  rotate   makes a new key, seals every record with it, and proves that none is left
  reseal   the same without a new key: goes on after an interrupted rotation
  retire   removes all keys but the current one, once no record needs them, and once the current
           one is five and a half minutes old; who signed in before the rotation signs in again

  --env FILE  reads the settings from this file rather than from .env
  --no-wait   do not wait until everything that runs has noticed a new key, which takes five and a
              half minutes: only when nothing runs
  --json      the outcome as JSON

Exit code: 0 done and proved, 1 not (run it again, or see the message), 2 called wrongly.
More: docs/operations.md
`;

const inRotation =
  <T>(work: (rotation: Rotation) => Promise<T>, describe: (result: T) => Outcome) =>
  (call: Call): Promise<Outcome> =>
    withState(call, async (state) => describe(await work({ ...call, state, clock: systemClock })));

function init(call: Call): Promise<Outcome> {
  return withState(call, async ({ keys }, { oauthClient }) => {
    const created = await keys.create();
    const { current } = await keys.load();
    const lines = created
      ? [`Made the first key, ${current}. This state now belongs to ${oauthClient.clientId}.`]
      : [`There is a key already, ${current}. Nothing was changed.`];
    return { facts: { created, current }, lines, ok: true };
  });
}

function list(call: Call): Promise<Outcome> {
  return withState(call, async ({ keys, sealed }) => {
    const { current, rotatedAt, keys: all } = await keys.load();
    const ids = Object.keys(all);
    const counted = await Promise.all(
      sealed.map(async ({ kind, countOthers }) => [kind, await countOthers(current)] as const),
    );
    const needOld = Object.fromEntries(counted);
    const since = rotatedAt ? `, since ${rotatedAt}` : '';
    return {
      facts: { current, rotatedAt: rotatedAt ?? null, keys: ids, needOld },
      lines: [
        ...ids.map((id) => (id === current ? `${id}  seals and opens${since}` : `${id}  opens`)),
        ...counted.map(([kind, count]) => `${kind} not sealed with ${current}: ${count}`),
      ],
      ok: true,
    };
  });
}

function describeResealing({ current, records }: Resealing): Outcome {
  const left = records.reduce((sum, each) => sum + each.left, 0);
  const unreadable = records.reduce((sum, each) => sum + each.unreadable, 0);
  const rows = records.map(
    ({ kind, resealed, unreadable: damaged, left: rest }) =>
      `  ${kind.padEnd(24)}${resealed} sealed anew, ${damaged} unreadable, ${rest} left`,
  );
  const verdict =
    left === 0
      ? `Counted: every record is sealed with ${current}. npm run keys -- retire removes the older keys.`
      : `Not done: ${left} records still need an older key. Run npm run keys -- reseal again.`;
  const damage =
    'Unreadable ones stay as they are: they were damaged, or their key is gone. A request goes away within 7 days, a grant with the next reconnect of its mailbox.';
  const lines = [`Sealing with key ${current}:`, ...rows, verdict];
  if (unreadable > 0) lines.push(damage);
  return { facts: { current, records, left }, lines, ok: left === 0 };
}

function describeRetired(removed: string[]): Outcome {
  const line =
    removed.length === 0
      ? 'There is one key, the current one. Nothing was removed.'
      : `Removed for good: ${removed.join(', ')}. Who signed in before the rotation signs in again.`;
  return { facts: { removed }, lines: [line], ok: true };
}

await runCommand(USAGE, {
  init,
  list,
  rotate: inRotation(rotateKeys, describeResealing),
  reseal: inRotation(reseal, describeResealing),
  retire: inRotation(retireKeys, describeRetired),
});
