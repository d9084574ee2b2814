import type { FleetWatch } from '../fleet/fleet-watch.ts';
import type { Ports } from '../model/ports.ts';
import type { TokenSources } from '../model/token-source.ts';

/** What a refresh works with: the ports, where tokens come from, and what is known of the fleet. */
export type RefreshPorts = Ports & {
  readonly fleet: FleetWatch;
  readonly sources: TokenSources;
};
