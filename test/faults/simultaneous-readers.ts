import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ConnectorOptions, launchConnector } from '../support/connector.ts';
import { eventually } from '../support/eventually.ts';

const READER = fileURLToPath(new URL('./token-reader.ts', import.meta.url));

/**
 * Starts one reader for each of the options, lets all of them request tokens at the same moment, and
 * returns the digests of the different tokens that each was given.
 */
export async function readSimultaneously(
  directory: string,
  readers: readonly Pick<ConnectorOptions, 'directory' | 'environment'>[],
): Promise<string[]> {
  const startFile = join(directory, 'start');
  const running = await Promise.all(
    readers.map(({ environment, ...options }) =>
      launchConnector({
        ...options,
        program: READER,
        environment: { ...environment, START_FILE: startFile },
      }),
    ),
  );
  const outputs = (): string => running.map((reader) => reader.output()).join('\n');
  await eventually(() => running.every((reader) => reader.output().startsWith('ready\n')), {
    what: outputs,
  });
  writeFileSync(startFile, '');
  const codes = await Promise.all(running.map((reader) => reader.exitCode()));
  if (codes.some((code) => code !== 0)) throw new Error(`a reader failed:\n${outputs()}`);
  return running.flatMap((reader) => JSON.parse(reader.output().slice('ready\n'.length)));
}
