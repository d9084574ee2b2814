import { SUPPORT } from '../harness.ts';
import type { Setup } from './hosts.ts';

const MINUTE_MS = 60_000;

/** What happens around the workers: time passes, the owner revokes, Google fails, a process dies. */
export const FAULTS = {
  'twenty seconds pass': ({ shared }) => shared.simulation.pass(20_000),
  'a minute passes': ({ shared }) => shared.simulation.pass(MINUTE_MS),
  // All processes restart, since no process works for an hour on one thing.
  'an hour passes': ({ shared, hosts }) => {
    for (const host of hosts) host.restart();
    shared.simulation.pass(60 * MINUTE_MS);
  },
  'the owner revokes': ({ shared }) => {
    shared.google.kill(SUPPORT);
    shared.history.revoked.add(SUPPORT.subject);
    shared.history.ended.add(SUPPORT.subject);
  },
  // At most once: after a second such outage with a success in between, the library accepts the refusal.
  'Google refuses everybody': ({ shared: { google, history, simulation } }) => {
    if (history.outageSince !== null) return;
    google.failRefresh('grant_refused');
    history.outageSince = simulation.now();
  },
  'Google is unavailable': ({ shared }) => shared.google.failRefresh('google_unavailable'),
  'Google recovers': ({ shared }) => shared.google.failRefresh(null),
  'a process dies': ({ hosts }, nth) => hosts[nth]?.restart(),
} as const satisfies Record<string, (setup: Setup, nth: number) => void>;
