import { readFileSync } from 'node:fs';
import { cacheFileOf, type Part } from './compile.ts';
import { type Bundle, loadBundle } from './load.ts';
import { openCache } from './sealed-cache.ts';

/**
 * Loads the bundle beside the main file, with what V8 kept of its compilation. Without that it works
 * the same and starts later: the log tells why.
 */
export function loadCached(directory: string, name: string): Bundle {
  const warn = (part: Part, problem: string): void => {
    const message = `code cache rejected: ${part}.cache ${problem}`;
    // In the form that Cloud Logging reads; the product's own log is in the bundle, not loaded yet.
    process.stdout.write(`${JSON.stringify({ severity: 'WARNING', message, function: name })}\n`);
  };
  return loadBundle(directory, {
    read: (part) => {
      try {
        return openCache(readFileSync(cacheFileOf(directory, part)));
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
