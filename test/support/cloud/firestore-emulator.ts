import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../build/free-port.ts';
import { eventually } from '../eventually.ts';
import { findOnPath } from '../executable.ts';
import { runWhileWeLive } from './run-while-we-live.ts';

const JAR = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';
const MAIN_CLASS = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
/** Little memory: the tests write little and run on the same machine. */
const JVM = ['-Xmx192m', '-XX:+UseSerialGC', '-Duser.language=en'];
const PATIENCE_MS = 25_000;

/** Google's emulator: one that already runs, a program that can be started, or neither. */
export type FoundEmulator =
  | {
      readonly kind: 'found';
      readonly running: string | null;
      readonly program: readonly [java: string, jar: string] | null;
    }
  | { readonly kind: 'missing'; readonly reason: string };

export type FirestoreEmulator = {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Deletes every document of one project. */
  clear(projectId: string): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Looks for `FIRESTORE_EMULATOR_HOST`, `FIRESTORE_EMULATOR_JAR`, or the emulator of the Cloud SDK that
 * `gcloud` belongs to. Reads the file system only, because a call of gcloud takes seconds.
 */
export function findFirestoreEmulator(): FoundEmulator {
  const running = process.env['FIRESTORE_EMULATOR_HOST'] || null;
  const java = findOnPath(['java']);
  const jar = findJar();
  const program = java && jar ? ([java, jar] as const) : null;
  if (running || program) return { kind: 'found', running, program };
  return { kind: 'missing', reason: jar ? 'no java found' : 'no Firestore emulator found' };
}

function findJar(): string | null {
  const named = process.env['FIRESTORE_EMULATOR_JAR'];
  if (named) return existsSync(named) ? named : null;
  const gcloud = findOnPath(['gcloud']);
  const jar = gcloud ? join(realpathSync(gcloud), '../..', JAR) : '';
  return jar && existsSync(jar) ? jar : null;
}

/** Uses a running emulator if it answers; otherwise starts one and waits until it is up. */
export async function startFirestoreEmulator(
  found: FoundEmulator = findFirestoreEmulator(),
): Promise<FirestoreEmulator> {
  if (found.kind === 'missing') throw new Error(howToGetEmulator(found.reason));
  if (found.running && (await saysOk(found.running))) {
    return firestoreAt(found.running, async () => undefined);
  }
  if (!found.program) throw new Error(`FIRESTORE_EMULATOR_HOST: ${found.running} does not answer`);
  return launch(found.program);
}

/** The emulator of another process, which this one does not end. */
export function firestoreAt(host: string, stop: () => Promise<void>): FirestoreEmulator {
  const clear = async (projectId: string): Promise<void> => {
    const path = `/emulator/v1/projects/${projectId}/databases/(default)/documents`;
    const { ok, status } = await fetch(`http://${host}${path}`, { method: 'DELETE' });
    if (!ok) throw new Error(`the Firestore emulator does not forget ${projectId}: ${status}`);
  };
  return { host, clear, stop };
}

/** Says how to get an emulator, for the reader of a skipped or failed suite. */
export function howToGetEmulator(reason: string): string {
  return `${reason}; install java and the Cloud SDK's cloud-firestore-emulator, or set FIRESTORE_EMULATOR_HOST`;
}

async function launch([java, jar]: readonly [string, string]): Promise<FirestoreEmulator> {
  const port = await freePort();
  const emulator = ['-cp', jar, MAIN_CLASS, '--host=127.0.0.1', `--port=${port}`];
  const { gone, end } = runWhileWeLive([java, ...JVM, ...emulator]);
  const host = `127.0.0.1:${port}`;
  let ended = false;
  void gone.then(() => {
    ended = true;
  });
  const isUp = async (): Promise<boolean> => ended || (await saysOk(host));
  const patience = { withinMs: PATIENCE_MS, everyMs: 50 };
  await eventually(isUp, patience).catch(() => null);
  if (!(await saysOk(host))) {
    throw new Error(`the Firestore emulator does not come up:\n${await end()}`);
  }
  return firestoreAt(host, async () => {
    await end();
  });
}

async function saysOk(host: string): Promise<boolean> {
  return fetch(`http://${host}/`).then(
    async (answer) => (await answer.text()).trim() === 'Ok',
    () => false,
  );
}
