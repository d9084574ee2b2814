import type { Frame } from './views.ts';

/** Where a path of ours is, from the browser's point of view: the product may live below a path. */
export function addressOf({ baseUrl }: Frame, path: string): string {
  return `${new URL(baseUrl).pathname.replace(/\/+$/, '')}${path}`;
}

/** The path of one connection's page or action. */
export function connectionAddress(
  frame: Frame,
  id: string,
  action: 'probe' | 'disconnect',
): string {
  return addressOf(frame, `/setup-page/connections/${encodeURIComponent(id)}/${action}`);
}

/** A link out of the product, if it is safe to follow: https and nothing else. */
export function outsideLink(link: string | null): URL | null {
  const url = link === null ? null : URL.parse(link);
  return url?.protocol === 'https:' ? url : null;
}
