import { grantVersionOf } from './connection.ts';
import type { GrantVersion, Ports } from './ports.ts';

/** Longer than any trip to Google: an older version that no connection names was left by a crash. */
const ORPHAN_MS = 60 * 60 * 1000;

/** The versions that are too old for a commit that is still running to name them. */
export function orphansIn(
  { clock }: Ports,
  versions: readonly GrantVersion[],
): readonly GrantVersion[] {
  const before = new Date(clock.now().getTime() - ORPHAN_MS);
  return versions.filter(({ createdAt }) => createdAt < before);
}

/**
 * Destroys those of the given versions that the stored connection does not name, and answers the version that
 * it names. The stored connection decides, not the answer to a write: our write may have arrived and its
 * answer be lost, with another write on top, so that it was reported as refused.
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
