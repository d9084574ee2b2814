import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { State } from '../shared/adapters/state.ts';
import { readEnvironment } from '../shared/config/environment.ts';
import { type Config, parseConfig } from '../shared/config/index.ts';
import { AppError } from '../shared/errors.ts';
import { openState } from '../shared/runtime/open-state.ts';
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
  const config = parseConfig(readEnvironment(env));
  const problem = refuse(config) ?? missingState(config);
  if (problem) throw new AppError('configuration_invalid', { detail: { problems: [problem] } });
  const state = await openState(config, { clock: systemClock, ids: systemIds }, false);
  try {
    return await work(state, config);
  } finally {
    await state.close();
  }
}

/** Refuses a missing local state: a command in the wrong directory must not create an empty one. */
function missingState({ state, dataDirectory }: Config): string | null {
  const path = resolve(dataDirectory, 'connector.sqlite');
  if (state.kind === 'cloud' || existsSync(path)) return null;
  return `there is no ${path}: run this where npm start was run, or set DATA_DIR; for state in the cloud set STATE=cloud`;
}
