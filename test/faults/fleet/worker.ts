// One of several processes over one store. In each round it refreshes and probes what is due and requests
// tokens, while its store fails now and then. It reports each call of Google's token endpoint, so that the
// test finds two calls at the same time. It may be killed at any moment.
import { createHash } from 'node:crypto';
import { readEnvironment } from '../../../shared/config/environment.ts';
import { parseConfig } from '../../../shared/config/index.ts';
import { asAppError } from '../../../shared/errors.ts';
import { probeDue } from '../../../shared/probe/index.ts';
import { gmailOf } from '../../../shared/runtime/gmail.ts';
import { composeRuntime } from '../../../shared/runtime/runtime.ts';
import { ALL_SHARDS, type OAuthProvider } from '../../../shared/tokens/index.ts';
import { createMovedClock } from '../../fleet/moved-clock.ts';
import { failingPorts, seededRandom } from '../../tokens/failing-ports.ts';
import type { CallOutcome, RoundRequest, WorkerMessage } from './messages.ts';

const RUN_MS = 60_000;
const setting = (name: string): number => Number(process.env[name]);
const report = (message: WorkerMessage): void => void process.send?.(message);

const clock = createMovedClock({ speed: setting('CLOCK_SPEED'), since: setting('CLOCK_SINCE') });
const random = seededRandom(setting('WORKER_SEED'));
let reliable = false;
let calls = 0;

/** Reports the beginning and the end of each call, and never the token itself. */
function watched(oauth: OAuthProvider): OAuthProvider {
  const refresh = async (token: string) => {
    const call = ++calls;
    const grant = createHash('sha256').update(token).digest('hex');
    report({ kind: 'began', call, grant, at: clock.now().getTime() });
    let outcome: CallOutcome = 'succeeded';
    try {
      return await oauth.refresh(token);
    } catch (thrown) {
      outcome = asAppError(thrown).code === 'grant_refused' ? 'refused' : 'failed';
      throw thrown;
    } finally {
      report({ kind: 'ended', call, outcome, at: clock.now().getTime() });
    }
  };
  return { ...oauth, refresh };
}

const runtime = await composeRuntime(parseConfig(readEnvironment()), {
  adaptPorts: (ports) => {
    const watchedPorts = { ...ports, clock, oauth: watched(ports.oauth) };
    // No call fails when 1 is drawn.
    return failingPorts(watchedPorts, () => (reliable ? 1 : random()));
  },
});
const { tokens, store } = runtime;
const gmail = gmailOf(runtime);

/** `done`, or the code of the error that the work fails with. */
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (thrown: unknown) => asAppError(thrown).code,
  );

async function round({ requested }: RoundRequest): Promise<string[]> {
  const until = new Date(clock.now().getTime() + RUN_MS);
  const run = { shards: ALL_SHARDS, limit: 200, concurrency: 32, until };
  const failed: string[] = [];
  const refreshes = tokens.refreshDue(run, (refreshed) => {
    if (refreshed.kind === 'failed') failed.push(refreshed.error.code);
  });
  const codes = await Promise.all(
    [refreshes, ...requested.map((id) => tokens.accessTokenFor(id))].map(codeOf),
  );
  return [...failed, ...codes, await codeOf(probeDue({ ...runtime, store, gmail }, run))];
}

process.on('message', async (request: RoundRequest) => {
  clock.moveTo(request.aheadMs);
  reliable = request.reliable;
  report({ kind: 'done', codes: await round(request) });
});
// Ends with the process that started it.
process.on('disconnect', () => process.exit());
report({ kind: 'ready' });
