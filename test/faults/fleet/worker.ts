// One process of several over one store. Round by round it refreshes and probes what is due, and asks for
// tokens besides, while its store fails now and then. Each call of Google's token endpoint is told, so
// that two at once can be found out. It may be killed at any moment.
import { createHash } from 'node:crypto';
import { readEnvironment } from '../../../shared/config/environment.ts';
import { parseConfig } from '../../../shared/config/index.ts';
import { asAppError } from '../../../shared/errors.ts';
import { probeDue } from '../../../shared/probe/index.ts';
import { gmailOf } from '../../../shared/runtime/gmail.ts';
import { composeRuntime } from '../../../shared/runtime/runtime.ts';
import { ALL_SHARDS, type OAuthProvider } from '../../../shared/tokens/index.ts';
import { createMovedClock } from '../../fleet/moved-clock.ts';
import { coinOf, failing } from '../../tokens/failing.ts';
import type { CallOutcome, Order, Told } from './messages.ts';

const RUN_MS = 60_000;
const setting = (name: string): number => Number(process.env[name]);
const tell = (told: Told): void => void process.send?.(told);

const clock = createMovedClock({ speed: setting('CLOCK_SPEED'), since: setting('CLOCK_SINCE') });
const coin = coinOf(setting('WORKER_SEED'));
let reliable = false;
let calls = 0;

/** Tells of each call as it begins and ends; never with the token itself. */
function watched(oauth: OAuthProvider): OAuthProvider {
  const refresh = async (token: string) => {
    const call = ++calls;
    const grant = createHash('sha256').update(token).digest('hex');
    tell({ kind: 'began', call, grant, at: clock.now().getTime() });
    let outcome: CallOutcome = 'succeeded';
    try {
      return await oauth.refresh(token);
    } catch (thrown) {
      outcome = asAppError(thrown).code === 'grant_refused' ? 'refused' : 'failed';
      throw thrown;
    } finally {
      tell({ kind: 'ended', call, outcome, at: clock.now().getTime() });
    }
  };
  return { ...oauth, refresh };
}

const runtime = await composeRuntime(parseConfig(readEnvironment()), {
  adaptPorts: (ports) => {
    const told = { ...ports, clock, oauth: watched(ports.oauth) };
    // A coin that never falls badly breaks nothing.
    return failing(told, () => (reliable ? 1 : coin()));
  },
});
const { tokens, store } = runtime;
const gmail = gmailOf(runtime);

/** What somebody met who used the product meanwhile. */
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (thrown: unknown) => asAppError(thrown).code,
  );

async function round({ asks }: Order): Promise<string[]> {
  const until = new Date(clock.now().getTime() + RUN_MS);
  const run = { shards: ALL_SHARDS, limit: 200, concurrency: 32, until };
  const failed: string[] = [];
  const refreshes = tokens.refreshDue(run, (refreshed) => {
    if (refreshed.kind === 'failed') failed.push(refreshed.error.code);
  });
  const met = await Promise.all(
    [refreshes, ...asks.map((id) => tokens.accessTokenFor(id))].map(codeOf),
  );
  return [...failed, ...met, await codeOf(probeDue({ ...runtime, store, gmail }, run))];
}

process.on('message', async (order: Order) => {
  clock.moveTo(order.aheadMs);
  reliable = order.reliable;
  tell({ kind: 'done', met: await round(order) });
});
// With whoever started it.
process.on('disconnect', () => process.exit());
tell({ kind: 'ready' });
