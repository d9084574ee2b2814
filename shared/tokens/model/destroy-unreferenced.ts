import { grantVersionOf } from './connection.ts';
import type { GrantVersion, Ports } from './ports.ts';

/** Older than any trip to Google: a version nobody names by then is an orphan of a crash. */
const ORPHAN_MS = 60 * 60 * 1000;

/** The versions that nobody is about to name, if nobody names them. */
export function orphansIn(
  { clock }: Ports,
  versions: readonly GrantVersion[],
): readonly GrantVersion[] {
  const before = new Date(clock.now().getTime() - ORPHAN_MS);
  return versions.filter(({ createdAt }) => createdAt < before);
}

/**
 * Destroys those of some versions of a connection's grant that the stored connection does not name;
 * answers the one that it names. What is stored decides, not what a write was answered: ours may have
 * arrived, its answer lost and another's write on top of it, so that it was reported as refused.
 *
 * @throws AppError what store and vault throw
 */
export async function destroyUnreferenced(
  { store, vault }: Ports,
  id: string,
  versions: readonly (string | null)[],
): Promise<string | null> {
  const found = await store.readConnection(id);
  const named = found && grantVersionOf(found.value);
  for (const version of versions) {
    if (version !== null && version !== named) await vault.destroy(version);
  }
  return named;
}
