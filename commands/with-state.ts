import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { State } from '../shared/adapters/state.ts';
import { type Config, parseConfig } from '../shared/config.ts';
import { AppError } from '../shared/errors.ts';
import { readEnvironment } from '../shared/runtime/environment.ts';
import { openState } from '../shared/runtime/open-state.ts';
import { systemClock, systemIds } from '../shared/runtime/system-ports.ts';

/** Opens the state that the environment names, as the functions do, and closes it afterwards. */
export async function withState<T>(work: (state: State, config: Config) => Promise<T>): Promise<T> {
  const config = parseConfig(readEnvironment());
  if (config.state.kind === 'local') checkThere(config.dataDirectory);
  const state = await openState(config, { clock: systemClock, ids: systemIds });
  try {
    return await work(state, config);
  } finally {
    await state.close();
  }
}

/** A command in the wrong directory must not make a new, empty state there. */
function checkThere(directory: string): void {
  if (existsSync(join(directory, 'connector.sqlite'))) return;
  const problems = [`DATA_DIR has no connector.sqlite: ${directory}. npm start makes one`];
  throw new AppError('configuration_invalid', { detail: { problems } });
}
