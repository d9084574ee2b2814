import { AppError } from '../shared/errors.ts';
import { systemClock, systemIds } from '../shared/runtime/system-ports.ts';
import { createTokens, type OAuthProvider } from '../shared/tokens/index.ts';
import {
  countWhereabouts,
  type Migration,
  migrateGrants,
  type Whereabouts,
} from './migrate-grants.ts';
import { type Call, type Outcome, runCommand } from './terminal.ts';
import { withState } from './with-state.ts';

const USAGE = `Usage: npm run vault -- VERB [--json]

Where grants are kept. GRANT_VAULTS names the vaults: new grants go into the first.

  status   counts the grants in the first vault, and what is elsewhere
  migrate  moves every grant into the first vault while the system runs, empties the others, and
           proves it by a count. Interrupted, run it again.

  --json   the outcome as JSON
`;

await runCommand(USAGE, {
  status: (call) =>
    withMigration(call, async (migration, names) => {
      const counts = await countWhereabouts(migration);
      return { facts: { ...names, ...counts }, lines: sentencesOf(names, counts), ok: true };
    }),
  migrate: (call) =>
    withMigration(call, async (migration, names) => {
      const migrated = await migrateGrants(migration);
      const { moved, lost } = migrated;
      const first = `${moved} grants moved into ${names.home}.`;
      const gone = `${lost} connections name a grant that is in no vault: they will need a reconnect.`;
      const lines = [first, ...(lost > 0 ? [gone] : []), ...sentencesOf(names, migrated)];
      return { facts: { ...names, ...migrated }, lines, ok: isProved(migrated) };
    }),
});

type Names = { readonly home: string; readonly others: readonly string[] };

function withMigration(
  { tell }: Call,
  work: (migration: Migration, names: Names) => Promise<Outcome>,
): Promise<Outcome> {
  return withState((state, config) => {
    if (config.state.kind === 'local') {
      const problems = [
        'STATE must be cloud: on one machine there is one vault, and nothing to move',
      ];
      throw new AppError('configuration_invalid', { detail: { problems } });
    }
    const [home = '', ...others] = config.state.grantVaults;
    const { store, vault } = state;
    const ports = { store, vault, oauth: NOBODY, clock: systemClock, ids: systemIds };
    const migration = { state, tokens: createTokens(ports), clock: systemClock, tell };
    return work(migration, { home, others });
  });
}

const isProved = ({ left, kept, unreadable }: Whereabouts): boolean =>
  left + kept + unreadable === 0;

function sentencesOf({ home, others }: Names, counts: Whereabouts): string[] {
  const { left, unreadable, kept } = counts;
  if (others.length === 0) return [`${counts.home} grants in ${home}, the only vault.`];
  const rest = others.join(', ');
  const proof = isProved(counts)
    ? `Counted: nothing is left in ${rest}. Take it out of GRANT_VAULTS.`
    : `Left elsewhere: ${left} grants; ${kept} places in ${rest} are not empty yet (spare versions are removed when they are an hour old); ${unreadable} connections could not be read. Run npm run vault -- migrate again.`;
  return [`${counts.home} grants in ${home}.`, proof];
}

/** Moving grants asks Google nothing. */
const never = (): never => {
  throw new AppError('internal');
};
const NOBODY: OAuthProvider = {
  authorizationUrl: never,
  exchangeCode: never,
  verifyIdentity: never,
  refresh: never,
  revoke: never,
};
