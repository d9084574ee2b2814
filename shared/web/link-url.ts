import type { Runtime } from '../runtime/runtime.ts';

/** Our own URL of a one-time link: whoever opens it is bound to it before going on to Google. */
export const linkUrl = ({ config }: Runtime, link: string): string =>
  `${config.baseUrl}/authorization-url/${link}`;
