import type { html } from 'hono/html';

/** The result of the escaping template. Never a promise here, because no page puts a promise into a template. */
export type Markup = ReturnType<typeof html>;

/** The text of a finished page. */
export function stringify(markup: Markup): string {
  if (markup instanceof Promise) throw new TypeError('A page was given a promise to draw');
  return markup.toString();
}
