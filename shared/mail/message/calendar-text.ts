import { decodeText } from './charset/decode-text.ts';

/** What a person reads of an invitation, in this order. */
const PROPERTIES = ['SUMMARY', 'LOCATION', 'DESCRIPTION'] as const;

/** As much of an invitation as is looked at. */
const MOST_BYTES = 64 * 1024;

/** The text of an invitation (RFC 5545) whose mail has no other. */
export function calendarText(content: Buffer): string {
  const lines = decodeText(content.subarray(0, MOST_BYTES), { charset: 'utf-8' })
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/);
  const event = lines.slice(lines.indexOf('BEGIN:VEVENT') + 1);
  return PROPERTIES.flatMap((property) => {
    const line = event.find((each) => new RegExp(`^${property}[;:]`, 'i').test(each)) ?? '';
    // A colon may also stand in the quotes of a parameter before the value.
    const value = /^[^:"]*(?:"[^"]*"[^:"]*)*:(.*)$/.exec(line)?.[1] ?? '';
    const text = value.replace(/\\([nN,;\\])/g, (_all, escaped: string) =>
      /n/i.test(escaped) ? '\n' : escaped,
    );
    return text.trim() === '' ? [] : [text];
  }).join('\n\n');
}
