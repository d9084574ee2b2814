import type { FleetWatch } from '../fleet/fleet-watch.ts';
import type { Ports } from '../model/ports.ts';

/** What a refresh works with: the ports, and what is known of all mailboxes together. */
export type RefreshPorts = Ports & { readonly fleet: FleetWatch };
