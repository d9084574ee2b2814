import { inspect } from 'node:util';
import { Firestore } from '@google-cloud/firestore';
import type { State } from '../../../shared/adapters/state.ts';
import { asAppError } from '../../../shared/errors.ts';
import { type CloudPlace, openCloud } from './cloud-state.ts';
import type { FirestoreForTests } from './describe-with-firestore.ts';
import { type FirestoreProxy, startFirestoreProxy } from './firestore-proxy.ts';
import { type SecretManager, startSecretManager } from './secret-manager/secret-manager.ts';

/** The product's cloud state, in which every call to the emulators can be made to fail. */
export type FaultyCloud = {
  readonly state: State;
  readonly proxy: FirestoreProxy;
  readonly secretManager: SecretManager;
  /** Firestore without faults, as a person at the console uses it. */
  readonly database: Firestore;
  /** Another instance over the same state. */
  another(about?: Partial<CloudPlace>): State;
  /** Ends every fault and deletes all but the keys. Opening another cloud takes much longer. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

/** Opens an empty cloud with new keys and open connections, so that the first fault is the test's. */
export async function openFaultyCloud(
  firestore: FirestoreForTests,
  about: Partial<CloudPlace> = {},
): Promise<FaultyCloud> {
  const { projectId } = firestore;
  const { host, clear } = await firestore.start();
  await clear(projectId);
  const proxy = await startFirestoreProxy(host);
  const secretManager = await startSecretManager({ projectId });
  const database = new Firestore({ projectId, host, ssl: false });
  const states: State[] = [];
  const another: FaultyCloud['another'] = (more = {}) => {
    const place = { projectId, firestore: proxy.host, secretManager: secretManager.port };
    const state = openCloud({ ...place, ...about, ...more });
    states.push(state);
    return state;
  };
  const state = another();
  await state.keys.create();
  await state.keyring.current();
  const installation = database.doc('installation/current');
  const first = (await installation.get()).data() ?? {};
  const withKeys = secretManager.dump();
  return {
    state,
    proxy,
    secretManager,
    database,
    another,
    reset: async () => {
      proxy.heal();
      secretManager.heal();
      secretManager.restore(withKeys);
      await clear(projectId);
      await installation.set(first);
    },
    close: async () => {
      proxy.heal();
      await Promise.all([database.terminate(), ...states.map((each) => each.close())]);
      await Promise.all([proxy.stop(), secretManager.stop()]);
    },
  };
}

/** How some work ended, for a test to compare, and how long its caller waited. */
export async function endOf(work: Promise<unknown>): Promise<{
  readonly code: string | null;
  readonly detail: object | null;
  /** Everything that is visible of the thrown error. */
  readonly shown: string;
  readonly milliseconds: number;
}> {
  const begun = performance.now();
  const thrown: unknown = await work.then(
    () => null,
    (reason: unknown) => reason ?? 'nothing',
  );
  const milliseconds = performance.now() - begun;
  if (thrown === null) return { code: null, detail: null, shown: '', milliseconds };
  const { code, detail } = asAppError(thrown);
  const shown = inspect(thrown, { depth: null, showHidden: true });
  return { code, detail, shown, milliseconds };
}
