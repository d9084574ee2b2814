import { createTokens } from '../shared/tokens/index.ts';
import { type BareRow, openBareRow } from './bare-row.ts';
import type { Bench, Comparison, OpenBench } from './comparison.ts';
import { type Counts, countCalls } from './count-calls.ts';
import { CLIENT, openLibrary, REFRESH_TOKEN } from './library.ts';
import { openTokenEndpoint } from './open-token-endpoint.ts';
import { warmUp } from './run-pairs.ts';
import { type Amount, timeWork } from './time-work.ts';

/** Shorter than the minute of validity that every caller of the library requires: each call refreshes. */
const TOKEN_SECONDS = 30;

const ONE: Amount = { turns: 24, lanes: 1 };
const MANY: Amount = { turns: 2, lanes: 32 };

/** The cost of a refresh beyond the call to the token endpoint, which answers without a delay. */
export const refresh: Bench = { name: 'refresh', seconds: { full: 12, quick: 2 }, open };

async function open(directory: string): Promise<OpenBench> {
  const endpoint = await openTokenEndpoint({ tokenSeconds: TOKEN_SECONDS, delayMs: 0 });
  const contents = { connections: MANY.lanes, expiresAt: new Date(0) };
  const library = await openLibrary(directory, endpoint.baseUrl, contents);
  const row = openBareRow(directory, library.documentBytes);
  const { ports, counts } = countCalls(library.ports);
  const { accessTokenFor } = createTokens(ports);
  // One connection per lane, so that no lane waits for another's lease.
  const refreshOne = (_turn: number, lane: number): Promise<unknown> =>
    accessTokenFor(library.connectionIds[lane] ?? '');
  const baselines = baselinesOver(`${endpoint.baseUrl}/token`, row);
  const comparisons = [ONE, MANY].flatMap((amount) =>
    baselines.map((baseline) => comparisonOf(amount, refreshOne, baseline)),
  );
  await warmUp(comparisons);
  return {
    comparisons,
    notes: () => [describe(counts)],
    close: async () => {
      row.close();
      library.close();
      await endpoint.close();
    },
  };
}

/** Sends only the token request (RFC 6749 section 6): the library's body, by plain fetch. */
async function postRefresh(url: string): Promise<unknown> {
  const body = new URLSearchParams({
    refresh_token: REFRESH_TOKEN,
    client_id: CLIENT.clientId,
    client_secret: CLIENT.clientSecret ?? '',
    grant_type: 'refresh_token',
  });
  const response = await fetch(url, { method: 'POST', body });
  return response.json();
}

type Baseline = { readonly name: string; readonly work: () => Promise<unknown> };

/** The second includes the disk's commits, since disks differ more between machines than the rest. */
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

function comparisonOf(
  amount: Amount,
  refreshOne: (turn: number, lane: number) => Promise<unknown>,
  { name, work }: Baseline,
): Comparison {
  const howMany = amount.lanes === 1 ? 'one at a time' : `${amount.lanes} at a time`;
  return {
    measured: `refreshes, ${howMany}`,
    baseline: name,
    run: () => timeWork(amount, refreshOne),
    runBaseline: () => timeWork(amount, work),
  };
}

function describe({ tokenCalls, ...calls }: Counts): string {
  const each = (count: number): string => String(Number((count / tokenCalls).toFixed(2)));
  return (
    `A refresh reads the store ${each(calls.storeReads)}×, writes it ${each(calls.storeWrites)}× ` +
    `and reads the vault ${each(calls.vaultReads)}× (counted over ${tokenCalls} refreshes).`
  );
}
