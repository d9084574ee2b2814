import { openCloudState } from '../../../shared/adapters/cloud/index.ts';
import type { State } from '../../../shared/adapters/state.ts';
import type { CloudStateConfig, GrantVaultName } from '../../../shared/config/index.ts';
import { systemClock, systemIds } from '../../../shared/runtime/system-ports.ts';
import type { Clock } from '../../../shared/tokens/index.ts';

/** Where the emulators are, and which project and client the state belongs to. */
export type CloudPlace = {
  readonly projectId: string;
  readonly firestore: string;
  readonly secretManager: number;
  readonly grantVaults?: readonly GrantVaultName[];
  readonly client?: string;
  readonly mayClaim?: boolean;
  readonly clock?: Clock;
};

/** The product's cloud state over the emulators, as one instance of a function opens it. */
export function openCloud(place: CloudPlace): State {
  const config: CloudStateConfig & { client: string; mayClaim: boolean } = {
    kind: 'cloud',
    projectId: place.projectId,
    databaseId: '(default)',
    grantVaults: place.grantVaults ?? ['secret-manager'],
    secretPrefix: 'connector',
    firestoreEmulator: place.firestore,
    secretManagerEmulator: `127.0.0.1:${place.secretManager}`,
    client: place.client ?? 'client',
    mayClaim: place.mayClaim ?? true,
  };
  return openCloudState(config, { clock: place.clock ?? systemClock, ids: systemIds });
}
