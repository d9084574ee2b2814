import { type Hidden, type Span, spansToHide } from './find-numbers.ts';

/** What stands in the place of a digit. */
const MARK = '•';

/** A text in which those numbers are masked; it is as long as before. */
export const maskText = (text: string, hidden: Hidden): string =>
  markedIn(text, spansToHide(text, hidden));

function markedIn(text: string, spans: readonly Span[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of spans) {
    masked += text.slice(at, start) + MARK.repeat(end - start);
    at = end;
  }
  return masked + text.slice(at);
}
