import { setTimeout as pause } from 'node:timers/promises';
import { describeWith } from './describe-with.ts';
import { findOnPath, isExecutable } from './executable.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/snap/bin/chromium',
];

/** Quiet and offline: the browser updates, synchronises and reports nothing. */
const QUIETLY = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** `CHROMIUM` if it is set, else the first browser on the PATH or in the usual places, else null. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM'];
  if (named) return isExecutable(named) ? named : null;
  return findOnPath(NAMES) ?? PLACES.find(isExecutable) ?? null;
}

/** The launch options for playwright-core. */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium: set CHROMIUM to the path of one');
  return { executablePath, args: QUIETLY };
}

/** A suite that needs a real browser. */
export function describeInBrowser(name: string, suite: () => void): void {
  const missing = findChromium() ? null : 'no Chromium found; set CHROMIUM to the path of one';
  describeWith(missing, name, suite);
}

/** How long a page or a context may take to close, in milliseconds. */
const CLOSING_MS = 5000;

/**
 * Closes a page or a context. Chromium sometimes never answers when it closes a page that is about to show another one:
 * then the page ends with the browser.
 */
export async function leave(open: { close(): Promise<void> } | undefined): Promise<void> {
  const stop = new AbortController();
  const tooLate = pause(CLOSING_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  await Promise.race([open?.close(), tooLate]);
  stop.abort();
}
