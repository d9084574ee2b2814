import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { State } from '../shared/adapters/state.ts';
import { readEnvironment } from '../shared/config/environment.ts';
import { type Config, parseConfig } from '../shared/config/index.ts';
import { AppError } from '../shared/errors.ts';
import { openState } from '../shared/runtime/open-state.ts';
import { composeRuntime, type Runtime } from '../shared/runtime/runtime.ts';
import { systemClock, systemIds } from '../shared/runtime/system-ports.ts';
import type { Call } from './terminal.ts';

/** Returns a sentence that says why a command cannot work with this configuration; null if it can. */
export type Refuse = (config: Config) => string | null;

/**
 * Opens the state that the environment configures, as the functions do, and closes it after the work.
 *
 * @param refuse refuses a configuration that this command cannot work with
 * @throws AppError `configuration_invalid`, also for a refused configuration
 */
export async function withState<T>(
  { env }: Pick<Call, 'env'>,
  work: (state: State, config: Config) => Promise<T>,
  refuse: Refuse = () => null,
): Promise<T> {
  const config = configOf(env, refuse);
  const state = await openState(config, { clock: systemClock, ids: systemIds }, false);
  try {
    return await work(state, config);
  } finally {
    await state.close();
  }
}

/**
 * Composes the product on the state that the environment configures, for a command that calls Google or Salesforce, and
 * closes it after the work. Of its log only errors are shown, on stderr.
 *
 * @throws AppError `configuration_invalid`; what `composeRuntime` throws
 */
export async function withRuntime<T>(
  { env }: Pick<Call, 'env'>,
  work: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const config: Config = { ...configOf(env, () => null), logLevel: 'error' };
  const runtime = await composeRuntime(config, { logStream: process.stderr, mayClaim: false });
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

function configOf(env: string | undefined, refuse: Refuse): Config {
  const config = parseConfig(readEnvironment(env));
  const problem = refuse(config) ?? missingState(config);
  if (problem) throw new AppError('configuration_invalid', { detail: { problems: [problem] } });
  return config;
}

/** Refuses a missing local state: a command in the wrong directory must not create an empty one. */
function missingState({ state, dataDirectory }: Config): string | null {
  const path = resolve(dataDirectory, 'connector.sqlite');
  if (state.kind === 'cloud' || existsSync(path)) return null;
  return `there is no ${path}: run this where npm start was run, or set DATA_DIR; for state in the cloud set STATE=cloud`;
}
