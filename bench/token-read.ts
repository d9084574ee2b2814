import { createTokens, type Tokens } from '../shared/tokens/index.ts';
import { type BareRow, openBareRow } from './bare-row.ts';
import type { Bench, Comparison, OpenBench } from './comparison.ts';
import { type Library, openLibrary } from './library.ts';
import { warmUp } from './run-pairs.ts';
import { timeWork } from './time-work.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Numbers of reads for which each measurement takes at least ten milliseconds. */
const ROW_READS = 4000;
const MEMORY_READS = 20_000;
const DOCUMENT_READS = 400;

/** The cost of a token that needs no refresh. */
export const tokenRead: Bench = { name: 'token-read', seconds: { full: 6, quick: 1 }, open };

async function open(directory: string): Promise<OpenBench> {
  const contents = { connections: 1, expiresAt: new Date(Date.now() + HOUR_MS) };
  // No server answers on port 9 (discard): a read that becomes a refresh fails instead of being timed.
  const library = await openLibrary(directory, 'http://127.0.0.1:9', contents);
  const row = openBareRow(directory, library.documentBytes);
  const comparisons = [fromMemory(library, row), fromDocument(library, row)];
  await warmUp(comparisons);
  return {
    comparisons,
    notes: () => [`A stored connection, and the bare row, is ${library.documentBytes} bytes.`],
    close: async () => {
      row.close();
      library.close();
    },
  };
}

const againstRow = ({ read }: BareRow): Pick<Comparison, 'baseline' | 'runBaseline'> => ({
  baseline: 'a node:sqlite row by its key',
  runBaseline: () => timeWork({ turns: ROW_READS, lanes: 1 }, read),
});

function fromMemory({ ports, connectionIds: [id = ''] }: Library, row: BareRow): Comparison {
  const tokens = createTokens(ports);
  return {
    measured: 'a token from memory',
    ...againstRow(row),
    run: () => timeWork({ turns: MEMORY_READS, lanes: 1 }, () => tokens.accessTokenFor(id)),
  };
}

/** Every read uses a new instance, which has no token in memory. */
function fromDocument({ ports, connectionIds: [id = ''] }: Library, row: BareRow): Comparison {
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
