import { createTokens } from '../shared/tokens/index.ts';
import { type BareRow, openBareRow } from './bare-row.ts';
import type { Bench, Contest, OpenBench } from './contest.ts';
import { type Counts, countCalls } from './count-calls.ts';
import { openLibrary } from './library.ts';
import { openTokenEndpoint } from './open-token-endpoint.ts';
import { postRefresh } from './post-refresh.ts';
import { warmUp } from './run-pairs.ts';
import { type Amount, timeWork } from './time-work.ts';

/** Less than the minute that every caller of the library asks for: so each call must refresh. */
const TOKEN_SECONDS = 30;

const ONE: Amount = { turns: 24, lanes: 1 };
const MANY: Amount = { turns: 2, lanes: 32 };

/** What a refresh costs beyond the call to the token endpoint, which answers at once. */
export const refresh: Bench = { name: 'refresh', seconds: { full: 12, quick: 2 }, open };

async function open(directory: string): Promise<OpenBench> {
  const endpoint = await openTokenEndpoint({ tokenSeconds: TOKEN_SECONDS, delayMs: 0 });
  const contents = { connections: MANY.lanes, expiresAt: new Date(0) };
  const library = await openLibrary(directory, endpoint.baseUrl, contents);
  const row = openBareRow(directory, library.documentBytes);
  const { ports, counts } = countCalls(library.ports);
  const { accessTokenFor } = createTokens(ports);
  // A lane is a connection, so that no lane waits for another's lease.
  const refreshOne = (_turn: number, lane: number): Promise<unknown> =>
    accessTokenFor(library.connectionIds[lane] ?? '');
  const baselines = baselinesOver(`${endpoint.baseUrl}/token`, row);
  const contests = [ONE, MANY].flatMap((amount) =>
    baselines.map((baseline) => contestOf(amount, refreshOne, baseline)),
  );
  await warmUp(contests);
  return {
    contests,
    notes: () => [describe(counts)],
    close: async () => {
      row.close();
      library.close();
      await endpoint.close();
    },
  };
}

type Baseline = { readonly name: string; readonly work: () => Promise<unknown> };

/** The second takes the disk out of the ratio: it differs more between machines than the rest. */
function baselinesOver(url: string, row: BareRow): readonly Baseline[] {
  const post = (): Promise<unknown> => postRefresh(url);
  const postBetweenWrites = async (): Promise<void> => {
    row.write();
    await post();
    row.write();
  };
  return [
    { name: 'the same POST by fetch', work: post },
    { name: 'that POST and two bare commits', work: postBetweenWrites },
  ];
}

function contestOf(
  amount: Amount,
  refreshOne: (turn: number, lane: number) => Promise<unknown>,
  { name, work }: Baseline,
): Contest {
  const howMany = amount.lanes === 1 ? 'one at a time' : `${amount.lanes} at a time`;
  return {
    measured: `refreshes, ${howMany}`,
    baseline: name,
    run: () => timeWork(amount, refreshOne),
    runBaseline: () => timeWork(amount, work),
  };
}

function describe({ tokenCalls, ...asked }: Counts): string {
  const each = (count: number): string => String(Number((count / tokenCalls).toFixed(2)));
  return (
    `A refresh reads the store ${each(asked.storeReads)}×, writes it ${each(asked.storeWrites)}× ` +
    `and reads the vault ${each(asked.vaultReads)}× (counted over ${tokenCalls} refreshes).`
  );
}
