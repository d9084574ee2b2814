import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Firestore } from '@google-cloud/firestore';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { describeWithFirestore } from './describe-with-firestore.ts';
import { findFirestoreEmulator, startFirestoreEmulator } from './firestore-emulator.ts';
import { runWhileWeLive } from './run-while-we-live.ts';

describeWithFirestore('the Firestore emulator of a run', (firestore) => {
  let host: string;
  let db: Firestore;
  let clear: (projectId: string) => Promise<void>;

  beforeAll(async () => {
    ({ host, clear } = await firestore.start());
    db = new Firestore({ projectId: firestore.projectId, host, ssl: false });
  });
  afterAll(() => db?.terminate());

  test('serves the real client, and deletes all documents on request', async () => {
    const document = db.doc('things/one');
    await document.set({ colour: 'red' });
    expect((await document.get()).data()).toEqual({ colour: 'red' });
    await clear(firestore.projectId);
    expect((await document.get()).exists).toBe(false);
  });

  test('is shared by all test files', async () => {
    expect((await firestore.start()).host).toBe(host);
  });

  test('is used, and not ended, when it already runs', async () => {
    process.env['FIRESTORE_EMULATOR_HOST'] = host;
    const used = await startFirestoreEmulator();
    delete process.env['FIRESTORE_EMULATOR_HOST'];
    expect(used.host).toBe(host);
    await used.stop();
    expect((await fetch(`http://${host}/`)).ok).toBe(true);
  });
});

describe('looking for the Firestore emulator', () => {
  const before = { ...process.env };
  const empty = temporaryDirectory();
  const jar = join(empty, 'emulator.jar');
  const java = join(empty, 'java');
  afterEach(() => {
    delete process.env['FIRESTORE_EMULATOR_HOST'];
    delete process.env['FIRESTORE_EMULATOR_JAR'];
    process.env['PATH'] = before['PATH'];
  });

  test('says what is missing', () => {
    process.env['PATH'] = empty;
    expect(findFirestoreEmulator()).toMatchObject({ reason: 'no Firestore emulator found' });
    writeFileSync(jar, '');
    process.env['FIRESTORE_EMULATOR_JAR'] = jar;
    expect(findFirestoreEmulator()).toMatchObject({ reason: 'no java found' });
    writeFileSync(java, '', { mode: 0o755 });
    expect(findFirestoreEmulator()).toMatchObject({ kind: 'found', program: [java, jar] });
  });

  test('fails when no emulator answers and none can be started', async () => {
    process.env['PATH'] = empty;
    process.env['FIRESTORE_EMULATOR_JAR'] = join(empty, 'nothing.jar');
    process.env['FIRESTORE_EMULATOR_HOST'] = '127.0.0.1:1';
    await expect(startFirestoreEmulator()).rejects.toThrow('127.0.0.1:1 does not answer');
  });
});

describe('a program that runs as long as its owner', () => {
  const file = join(temporaryDirectory(), 'pid');
  const module = fileURLToPath(new URL('./run-while-we-live.ts', import.meta.url));

  test('ends when its owner is killed', async () => {
    const owner = `import { runWhileWeLive } from ${JSON.stringify(module)};
      runWhileWeLive(['sh', '-c', 'echo $$ >"$0"; exec sleep 60', process.argv[1]]);`;
    const args = ['--input-type=module-typescript', '--eval', owner, file];
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    const pid = await eventually(() => Number(readFileSync(file)));
    child.kill('SIGKILL');
    await once(child, 'close');
    await eventually(() => !isAlive(pid));
  });

  test('returns its output, whether it ends by itself or is ended', async () => {
    expect(await runWhileWeLive(['sh', '-c', 'echo out; echo error >&2']).gone).toMatch(/out/);
    const endless = runWhileWeLive(['sh', '-c', 'exec sleep 60']);
    expect(await endless.end()).toBe('');
    expect(await runWhileWeLive(['/nowhere/program']).gone).toContain('/nowhere/program');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
