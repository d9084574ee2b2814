const NAME = /^projects\/[^/]+\/secrets\/([^/]+)\/versions\/(\d+)$/;

/** The id of the secret in a version's exact name; null when it is no such name. */
export const secretIdIn = (version: string): string | null => NAME.exec(version)?.[1] ?? null;

/** The number of a version. Secret Manager numbers versions in the order in which they were added. */
export const numberIn = (version: string): number => Number(NAME.exec(version)?.[2]);

/**
 * A version's name with our own project in it, whatever the stored name says: write access to Firestore
 * must not decide which project's secrets are read. Google's answers name a project by its number, and
 * its API accepts the ID as well.
 */
export const inProject = (project: string, version: string): string =>
  version.replace(/^projects\/[^/]+/, project);
