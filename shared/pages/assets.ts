import { createHash } from 'node:crypto';
import { SCRIPT } from './assets/script.ts';
import { STYLESHEET } from './assets/stylesheet.ts';

/** A file that pages link to. */
export type Asset = { readonly contentType: string; readonly body: string };

/** The product's mark, for the browser's tab. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6.5" fill="#4353c9"/><g fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"><rect x="5" y="7" width="14" height="10.4" rx="2.2"/><path d="m5.6 8.6 6.4 4.6 6.4-4.6"/></g></svg>`;

const nameOf = (body: string, extension: string): string =>
  `${createHash('sha256').update(body).digest('hex').slice(0, 16)}.${extension}`;

const names = {
  stylesheet: nameOf(STYLESHEET, 'css'),
  script: nameOf(SCRIPT, 'js'),
  icon: nameOf(ICON, 'svg'),
};

/**
 * The assets by file name. A name contains the hash of its content, so caches may keep it forever. They are
 * strings and not files on disk, so that bundles include them.
 */
export const assets: ReadonlyMap<string, Asset> = new Map([
  [names.stylesheet, { contentType: 'text/css; charset=utf-8', body: STYLESHEET }],
  [names.script, { contentType: 'text/javascript; charset=utf-8', body: SCRIPT }],
  [names.icon, { contentType: 'image/svg+xml', body: ICON }],
]);

/** The paths under which pages link to the assets. */
export const assetPaths = {
  stylesheet: `/setup-page/assets/${names.stylesheet}`,
  script: `/setup-page/assets/${names.script}`,
  icon: `/setup-page/assets/${names.icon}`,
} as const;
