import { SUPPORT } from '../harness.ts';
import type { Table } from './station.ts';

const MINUTE_MS = 60_000;

/** What happens to all of them: time, the owner at Google, Google itself, and death. */
export const FATES = {
  'twenty seconds pass': ({ shared }) => shared.world.pass(20_000),
  'a minute passes': ({ shared }) => shared.world.pass(MINUTE_MS),
  // No process works for so long on one thing.
  'an hour passes': ({ shared, stations }) => {
    for (const station of stations) station.restart();
    shared.world.pass(60 * MINUTE_MS);
  },
  'the owner revokes': ({ shared }) => {
    shared.google.kill(SUPPORT);
    shared.ledger.revoked.add(SUPPORT.subject);
    shared.ledger.ended.add(SUPPORT.subject);
  },
  // Once: of two such outages with a success in between the second would be believed.
  'Google refuses everybody': ({ shared: { google, ledger, world } }) => {
    if (ledger.outageSince !== null) return;
    google.failRefresh('grant_refused');
    ledger.outageSince = world.now();
  },
  'Google is unwell': ({ shared }) => shared.google.failRefresh('google_unavailable'),
  'Google is well': ({ shared }) => shared.google.failRefresh(null),
  'one dies': ({ stations }, nth) => stations[nth]?.restart(),
} as const satisfies Record<string, (table: Table, nth: number) => void>;
