import type { Ports } from './ports.ts';

/**
 * Destroys those of some versions of a connection's grant that the stored connection does not name;
 * answers the one that it names. What is stored decides, not what a write was answered: ours may have
 * arrived, its answer lost and another's write on top of it, so that it was reported as refused.
 *
 * @throws AppError what store and vault throw
 */
export async function destroyUnnamed(
  { store, vault }: Ports,
  id: string,
  versions: readonly (string | null)[],
): Promise<string | null> {
  const named = (await store.readConnection(id))?.value.grantVersion ?? null;
  for (const version of versions) {
    if (version !== null && version !== named) await vault.destroy(version);
  }
  return named;
}
