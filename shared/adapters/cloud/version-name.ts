const NAME = /^projects\/[^/]+\/secrets\/([^/]+)\/versions\/(\d+)$/;

/** The secret that a version's exact name speaks of; null when it is no such name. */
export const secretIdIn = (version: string): string | null => NAME.exec(version)?.[1] ?? null;

/** Versions are numbered in the order in which they were added. */
export const numberIn = (version: string): number => Number(NAME.exec(version)?.[2]);

/**
 * A version's name with our own project in it, whichever its document says: who may write to Firestore
 * must not choose whose secrets are read. Google answers with the project's number and takes its ID.
 */
export const inProject = (project: string, version: string): string =>
  version.replace(/^projects\/[^/]+/, project);
