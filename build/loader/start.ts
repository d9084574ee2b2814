import { readFileSync } from 'node:fs';
import { verifyDigest } from './cache-digest.ts';
import { cacheFileOf, type Part } from './compile.ts';
import { type Bundle, loadBundle } from './load.ts';

/**
 * Loads the bundle next to the main file, with its code cache. Without a usable cache it only starts
 * more slowly, and the log says why.
 */
export function loadCached(directory: string, name: string): Bundle {
  const warn = (part: Part, problem: string): void => {
    const message = `code cache rejected: ${part}.cache ${problem}`;
    // In Cloud Logging's format: the product's own log is in the bundle, which is not loaded yet.
    process.stdout.write(`${JSON.stringify({ severity: 'WARNING', message, function: name })}\n`);
  };
  return loadBundle(directory, {
    read: (part) => {
      try {
        return verifyDigest(readFileSync(cacheFileOf(directory, part)));
      } catch (thrown) {
        warn(part, thrown instanceof Error ? thrown.message : 'cannot be read');
        return undefined;
      }
    },
    compiled: (part, { cachedDataRejected }) => {
      if (!cachedDataRejected) return;
      warn(part, `was made by another Node than ${process.version}, or for other flags of V8`);
    },
  });
}
