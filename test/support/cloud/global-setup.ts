import { shareBundles } from '../../build/shared-bundles.ts';
import { shareFirestore } from './shared-firestore.ts';

declare global {
  /** Jest loads setup and teardown separately, so they share their state here. */
  var endWhatIsShared: (() => Promise<void>) | undefined;
}

/** Runs before the first test file, and starts what all test files of a run share. */
export default async function begin(): Promise<void> {
  // Google's clients would look for a metadata server, which is not on loopback.
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const endFirestore = await shareFirestore();
  const endBundles = await shareBundles();
  globalThis.endWhatIsShared = async () => {
    endBundles();
    await endFirestore();
  };
}
