import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createTemporaryFiles } from '../../shared/adapters/temporary-files.ts';
import { asAppError } from '../../shared/errors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const base = temporaryDirectory();
const newDirectory = (): string => mkdtempSync(join(base, 'test-'));

const UUID = '0b0e7c0e-6f5d-4b8e-9a53-2d9d2b6f6f01';

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const part of stream) text += part;
  return text;
}

/** What a process has left. */
function leave(directory: string, name: string): string {
  mkdirSync(join(directory, name));
  writeFileSync(join(directory, name, 'mail'), 'Subject: x');
  return join(directory, name);
}

test('a file is read as often as needed, and is gone when it is discarded', async () => {
  const directory = newDirectory();
  const file = await createTemporaryFiles(directory).create();
  await file.write(Readable.from(['first ', 'second']));
  expect(await textOf(file.open())).toBe('first second');
  expect(await textOf(file.open())).toBe('first second');
  await file.discard();
  await file.discard();
  const [own = ''] = readdirSync(directory);
  expect(readdirSync(join(directory, own))).toEqual([]);
});

test('nobody but the user of the process can read a file', async () => {
  const directory = join(newDirectory(), 'new');
  const file = await createTemporaryFiles(directory).create();
  await file.write(Readable.from(['x']));
  const [own = ''] = readdirSync(directory);
  const [name = ''] = readdirSync(join(directory, own));
  const modeOf = (...path: string[]) => statSync(join(directory, ...path)).mode & 0o777;
  expect([modeOf(), modeOf(own), modeOf(own, name)]).toEqual([0o700, 0o700, 0o600]);
});

test('what a process that died has left is removed, and nothing else', async () => {
  const directory = newDirectory();
  const { pid } = spawnSync(process.execPath, ['--eval', '0']);
  const ofDead = leave(directory, `${pid}-${UUID}`);
  const ofEarlier = leave(directory, `${process.pid}-${UUID}`);
  const ofLiving = leave(directory, `${process.ppid}-${UUID}`);
  const ofOthers = leave(directory, 'mail');
  await createTemporaryFiles(directory).create();
  expect([ofDead, ofEarlier, ofLiving, ofOthers].map((path) => existsSync(path))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('what nobody changed for a day is removed, although another process has its number now', async () => {
  const directory = newDirectory();
  const abandoned = leave(directory, `${process.ppid}-${UUID}`);
  const then = (Date.now() - 25 * 60 * 60 * 1000) / 1000;
  utimesSync(abandoned, then, then);
  await createTemporaryFiles(directory).create();
  expect(existsSync(abandoned)).toBe(false);
});

test('two users of a directory in one process keep each other’s files', async () => {
  const directory = newDirectory();
  const file = await createTemporaryFiles(directory).create();
  await file.write(Readable.from(['x']));
  await createTemporaryFiles(directory).create();
  expect(await textOf(file.open())).toBe('x');
});

test('a directory that cannot be made is told by the system’s code', async () => {
  const file = join(newDirectory(), 'file');
  writeFileSync(file, '');
  const thrown = await createTemporaryFiles(file)
    .create()
    .catch((error: unknown) => error);
  expect(asAppError(thrown)).toMatchObject({
    code: 'data_directory_unusable',
    detail: { code: 'ENOTDIR' },
  });
});

test('a file is written once', async () => {
  const file = await createTemporaryFiles(newDirectory()).create();
  await file.write(Readable.from(['x']));
  await expect(file.write(Readable.from(['y']))).rejects.toMatchObject({
    code: 'data_directory_unusable',
    detail: { code: 'EEXIST' },
  });
});

test('what the content throws reaches the writer as it is', async () => {
  const file = await createTemporaryFiles(newDirectory()).create();
  const content = Readable.from(
    (async function* () {
      yield 'x';
      throw new Error('the content ended early');
    })(),
  );
  await expect(file.write(content)).rejects.toThrow('the content ended early');
  await file.discard();
});

test('a file that was discarded cannot be opened', async () => {
  const file = await createTemporaryFiles(newDirectory()).create();
  await file.write(Readable.from(['x']));
  await file.discard();
  const [error] = await once(file.open(), 'error');
  expect(error).toMatchObject({ code: 'ENOENT' });
});
