import { html } from 'hono/html';
import { ICONS } from './icons.ts';
import { type Markup, stringify } from './markup.ts';

/** The icons of the rows of a long list. */
export type Glyph = 'check' | 'warning' | 'broken' | 'off' | 'history' | 'more';

const GLYPHS: readonly Glyph[] = ['check', 'warning', 'broken', 'off', 'history', 'more'];

type Name = keyof typeof ICONS;

/** A reference to an icon that the page draws once, so that fifty rows have it in a few bytes. */
export const glyph = (name: Name): Markup =>
  html`<svg class="icon" aria-hidden="true"><use href="#i-${name}"/></svg>`;

const DRAWN = (Object.keys(ICONS) as Name[]).map((name) => {
  const drawing = stringify(ICONS[name]);
  // The reference has the size and the stroke.
  const shape = drawing.slice(drawing.indexOf('>') + 1, drawing.lastIndexOf('<'));
  return {
    ...{ drawing, reference: stringify(glyph(name)) },
    symbol: `<symbol id="i-${name}" viewBox="0 0 16 16">${shape}</symbol>`,
    isInRows: GLYPHS.some((each) => each === name),
  };
});

/**
 * Draws each icon once in a finished document, and refers to it elsewhere: a history of fifty lines repeats few icons.
 * An open list fetches rows with icons that it may not have yet, so it gets all those of rows.
 */
export function withSharedIcons(document: string): string {
  const isLive = document.includes(' data-refresh="');
  let text = document;
  const symbols: string[] = [];
  for (const { drawing, reference, symbol, isInRows } of DRAWN) {
    const parts = text.split(drawing);
    if (parts.length > 2) text = parts.join(reference);
    if (text.includes(reference) || (isLive && isInRows)) symbols.push(symbol);
  }
  if (symbols.length === 0) return text;
  const sprite = `<svg class="sprite" aria-hidden="true" focusable="false">${symbols.join('')}</svg>`;
  return text.replace('</body>', () => `${sprite}</body>`);
}
