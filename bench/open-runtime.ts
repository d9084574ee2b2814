import { Writable } from 'node:stream';
import { parseConfig } from '../shared/config/index.ts';
import { composeRuntime, type Runtime } from '../shared/runtime/runtime.ts';

type Settings = Readonly<Record<string, string>>;
type AdaptPorts = NonNullable<Parameters<typeof composeRuntime>[1]>['adaptPorts'];

/** The product over SQLite in a directory, for an instance that is measured. Its log goes nowhere. */
export const openRuntime = (settings: Settings, adaptPorts?: AdaptPorts): Promise<Runtime> =>
  composeRuntime(parseConfig({ BASE_URL: 'http://127.0.0.1:9', ...settings }), {
    logStream: new Writable({ write: (_chunk, _encoding, done) => done() }),
    ...(adaptPorts && { adaptPorts }),
  });
