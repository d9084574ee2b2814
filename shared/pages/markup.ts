import type { html } from 'hono/html';

/** What the escaping template gives. It is never a promise here: no page puts one into a template. */
export type Markup = ReturnType<typeof html>;

/** The text of a finished page. */
export function stringify(markup: Markup): string {
  if (markup instanceof Promise) throw new TypeError('A page was given a promise to draw');
  return markup.toString();
}
