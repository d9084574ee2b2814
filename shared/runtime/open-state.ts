import type { State, StatePorts } from '../adapters/state.ts';
import type { Config } from '../config/index.ts';

/**
 * Opens the state where the configuration says that it lives. Each kind of adapter is loaded only
 * where it is used: a cloud function never loads SQLite, `npm start` never loads gRPC.
 *
 * @param mayClaim whether an empty store may become that of the configured client: not for a command, which
 *   may run beside a server that has another one
 * @throws AppError what `openLocalState` throws; the cloud is first asked for something at its first
 *   use, and whatever is wrong with it is told then
 */
export async function openState(
  config: Config,
  system: StatePorts,
  mayClaim = true,
): Promise<State> {
  const client = `${config.oauthClient.clientId} at ${googleNameOf(config)}`;
  if (config.state.kind === 'cloud') {
    const { openCloudState } = await import('../adapters/cloud/index.ts');
    return openCloudState({ ...config.state, client, mayClaim }, system);
  }
  const { openLocalState } = await import('../adapters/local/index.ts');
  return openLocalState({ directory: config.dataDirectory, client, mayClaim }, system);
}

/** All emulated ones are alike: each forgets its grants with its own data. */
const googleNameOf = ({ googleEmulatorUrl }: Config): string =>
  googleEmulatorUrl === null ? 'google' : 'emulated google';
