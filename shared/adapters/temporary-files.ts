import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, systemCodeOf } from '../errors.ts';
import type { Scratch, ScratchFile } from '../mail/ports.ts';

/** This process. The number of a process is used again, so that it alone does not tell it from a dead one. */
const OWN = `${process.pid}-${randomUUID()}`;
const DIRECTORY_NAME = /^(\d+)-[0-9a-f-]{36}$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Keeps temporary files below a directory that nothing else uses, readable by this user only. Each process has a
 * directory of its own in it. What a process that died has left, mails among it, is removed at the first use.
 *
 * Its methods throw AppError `data_directory_unusable`, with the system's code as a detail, when the disk refuses. What the
 * content of a file throws while it is written reaches the caller as it is.
 */
export function createTemporaryFiles(directory: string): Scratch {
  const own = join(directory, OWN);
  let swept: Promise<void> | null = null;
  return {
    create: async () => {
      swept ??= removeAbandoned(directory);
      await swept;
      // Again before each file: another process may have taken an unused directory for an abandoned one.
      await orUnavailable(mkdir(own, { recursive: true, mode: 0o700 }));
      return temporaryFile(join(own, randomUUID()));
    },
  };
}

const temporaryFile = (path: string): ScratchFile => ({
  write: (content: Readable) =>
    orUnavailable(pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600 }))),
  open: () => createReadStream(path),
  // What cannot be removed now is removed at the next start.
  discard: () => rm(path, { force: true }).catch(() => {}),
});

async function orUnavailable<Done>(work: Promise<Done>): Promise<Done> {
  try {
    return await work;
  } catch (thrown) {
    if (!isOfFileSystem(thrown)) throw thrown;
    throw new AppError('data_directory_unusable', {
      detail: { code: systemCodeOf(thrown) ?? 'UNKNOWN' },
    });
  }
}

/** Errors of Node's file system name the call that failed; those of content are of other kinds. */
const isOfFileSystem = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'syscall' in thrown;

/** A directory that cannot be read or removed does not keep mail from being read. */
async function removeAbandoned(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names) {
    const path = join(directory, name);
    if (await isAbandoned(name, path))
      await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

/** No mail is read for as long as a day, so that a directory without change since then is nobody's. */
async function isAbandoned(name: string, path: string): Promise<boolean> {
  const pid = DIRECTORY_NAME.exec(name)?.[1];
  if (pid === undefined || name === OWN) return false;
  if (Number(pid) === process.pid || !isAlive(Number(pid))) return true;
  const changedAt = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  return Date.now() - changedAt > DAY_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return systemCodeOf(thrown) !== 'ESRCH';
  }
}
