import type { State } from '../shared/adapters/state.ts';
import type { Config } from '../shared/config/index.ts';
import { AppError } from '../shared/errors.ts';
import { systemClock, systemIds } from '../shared/runtime/system-ports.ts';
import { createTokens, type OAuthProvider, type ServiceAccounts } from '../shared/tokens/index.ts';
import { createBusyRetry } from './busy-retry.ts';
import { isProved, type Names, sentencesOf, stuckLines } from './describe-migration.ts';
import { countGrantLocations } from './grant-locations.ts';
import { migrateGrants } from './migrate-grants.ts';
import type { Migration } from './migration.ts';
import { type Call, type Outcome, runCommand } from './terminal.ts';
import { withState } from './with-state.ts';

const USAGE = `Usage: npm run vault -- VERB [--env FILE] [--json]

Where grants are kept, with STATE=cloud. GRANT_VAULTS names the vaults: new grants go into the first.

  status   counts the grants in the first vault, and what is in the others
  migrate  moves every grant into the first vault while the product runs, empties the others, and
           proves it by a count. Before: deploy the functions with the same GRANT_VAULTS=new,old, and
           wait until no instance with another one runs. Interrupted, run it again.

  --env FILE  reads the settings from this file rather than from .env
  --json      the outcome as JSON

Exit code: 0 done and proved, 1 not (run it again, or see the message), 2 called wrongly.
More: docs/operations.md
`;

const notInCloud = ({ state }: Config): string | null =>
  state.kind === 'cloud'
    ? null
    : 'STATE must be cloud: on one machine there is one vault, and nothing to move';

function withMigration(
  call: Call,
  work: (migration: Migration, names: Names) => Promise<Outcome>,
): Promise<Outcome> {
  const { print } = call;
  const migrate = (state: State, config: Config): Promise<Outcome> => {
    const [home = '', ...others] = config.state.kind === 'cloud' ? config.state.grantVaults : [];
    const { store, vault, signingKeys } = state;
    const google = { oauth: NO_OAUTH, serviceAccounts: NO_SERVICE_ACCOUNTS };
    const ports = { store, vault, signingKeys, ...google, clock: systemClock, ids: systemIds };
    const migration = { state, tokens: createTokens(ports), clock: systemClock, print };
    return work(migration, { home, others });
  };
  return withState(call, migrate, notInCloud);
}

/** Moving grants never calls Google. */
const unreachable = (): never => {
  throw new AppError('internal');
};
const NO_OAUTH: OAuthProvider = {
  authorizationUrl: unreachable,
  exchangeCode: unreachable,
  verifyIdentity: unreachable,
  refresh: unreachable,
  revoke: unreachable,
};

const NO_SERVICE_ACCOUNTS: ServiceAccounts = { requestToken: unreachable, identify: unreachable };

await runCommand(USAGE, {
  status: (call) =>
    withMigration(call, async (migration, names) => {
      const { state, clock, print } = migration;
      const counts = await countGrantLocations(state, createBusyRetry(clock, print));
      return { facts: { ...names, ...counts }, lines: sentencesOf(names, counts), ok: true };
    }),
  migrate: (call) =>
    withMigration(call, async (migration, names) => {
      const migrated = await migrateGrants(migration);
      const lines = [
        `${migrated.moved} grants moved into ${names.home} by this run.`,
        ...stuckLines(migrated.stuck),
        ...sentencesOf(names, migrated),
      ];
      return { facts: { ...names, ...migrated }, lines, ok: isProved(migrated) };
    }),
});
