import { createTokens, type Tokens } from '../shared/tokens/index.ts';
import { type BareRow, openBareRow } from './bare-row.ts';
import type { Bench, Contest, OpenBench } from './contest.ts';
import { type Library, openLibrary } from './library.ts';
import { warmUp } from './run-pairs.ts';
import { timeWork } from './time-work.ts';

const HOUR_MS = 60 * 60 * 1000;

/** So many that each measurement takes ten milliseconds or more. */
const ROW_READS = 4000;
const MEMORY_READS = 20_000;
const DOCUMENT_READS = 400;

/** What a caller pays for a token that need not be refreshed. */
export const tokenRead: Bench = { name: 'token-read', seconds: { full: 6, quick: 1 }, open };

async function open(directory: string): Promise<OpenBench> {
  const contents = { connections: 1, expiresAt: new Date(Date.now() + HOUR_MS) };
  // Port 9 discards: should a read ever become a refresh, it fails instead of being timed.
  const library = await openLibrary(directory, 'http://127.0.0.1:9', contents);
  const row = openBareRow(directory, library.documentBytes);
  const contests = [fromMemory(library, row), fromDocument(library, row)];
  await warmUp(contests);
  return {
    contests,
    notes: () => [`A stored connection, and the bare row, is ${library.documentBytes} bytes.`],
    close: async () => {
      row.close();
      library.close();
    },
  };
}

const againstRow = ({ read }: BareRow): Pick<Contest, 'baseline' | 'runBaseline'> => ({
  baseline: 'a node:sqlite row by its key',
  runBaseline: () => timeWork({ turns: ROW_READS, lanes: 1 }, read),
});

function fromMemory({ ports, connectionIds: [id = ''] }: Library, row: BareRow): Contest {
  const tokens = createTokens(ports);
  return {
    measured: 'a token from memory',
    ...againstRow(row),
    run: () => timeWork({ turns: MEMORY_READS, lanes: 1 }, () => tokens.accessTokenFor(id)),
  };
}

/** Every read by an instance of its own, which has seen nothing yet. */
function fromDocument({ ports, connectionIds: [id = ''] }: Library, row: BareRow): Contest {
  return {
    measured: 'a token from the document',
    ...againstRow(row),
    run: () => {
      const cold: readonly Tokens[] = Array.from({ length: DOCUMENT_READS }, () =>
        createTokens(ports),
      );
      const turns = { turns: DOCUMENT_READS, lanes: 1 };
      return timeWork(turns, (turn) => cold[turn]?.accessTokenFor(id));
    },
  };
}
