import type { FleetWatches } from '../fleet/fleet-watch.ts';
import type { CredentialId } from '../model/credential.ts';
import type { Ports } from '../model/ports.ts';
import type { TokenSources } from '../model/token-source.ts';

/** What a refresh works with: the ports, where tokens come from, and what is known of each fleet. */
export type RefreshPorts = Ports & {
  readonly fleets: FleetWatches;
  readonly sources: TokenSources;
  /** Every credential whose connections this installation refreshes. */
  listCredentials(): Promise<readonly CredentialId[]>;
};
