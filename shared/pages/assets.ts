import { createHash } from 'node:crypto';
import { ICON } from './assets/icon.ts';
import { SCRIPT } from './assets/script.ts';
import { STYLESHEET } from './assets/stylesheet.ts';

/** A file that pages link to, ready to be served. */
export type Asset = { readonly contentType: string; readonly body: string };

const nameOf = (body: string, extension: string): string =>
  `${createHash('sha256').update(body).digest('hex').slice(0, 16)}.${extension}`;

const names = {
  stylesheet: nameOf(STYLESHEET, 'css'),
  script: nameOf(SCRIPT, 'js'),
  icon: nameOf(ICON, 'svg'),
};

/**
 * By file name. A name holds the hash of what is in it, so an answer may be kept for ever. They are
 * strings and not files on disk, so that they survive being bundled.
 */
export const assets: ReadonlyMap<string, Asset> = new Map([
  [names.stylesheet, { contentType: 'text/css; charset=utf-8', body: STYLESHEET }],
  [names.script, { contentType: 'text/javascript; charset=utf-8', body: SCRIPT }],
  [names.icon, { contentType: 'image/svg+xml', body: ICON }],
]);

/** Where pages find them. */
export const assetPaths = {
  stylesheet: `/setup-page/assets/${names.stylesheet}`,
  script: `/setup-page/assets/${names.script}`,
  icon: `/setup-page/assets/${names.icon}`,
} as const;
