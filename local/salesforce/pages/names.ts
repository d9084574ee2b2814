import type { Reader } from '../../reader.ts';
import { objectOfId } from '../objects/index.ts';
import type { Org } from '../org.ts';

/** The name of the record that an id names; null: there is none. */
export function nameOf({ records }: Org, id: unknown): string | null {
  const object = typeof id === 'string' ? objectOfId(id) : undefined;
  const name = object && records.find(object.name, String(id))?.['Name'];
  return typeof name === 'string' ? name : null;
}

/** `2026-11-28 19:20 UTC`. */
export function minuteOf(time: unknown): string {
  return `${String(time).slice(0, 16).replace('T', ' ')} UTC`;
}

/** What stands in place of a subject. */
export const noSubject = ({ say }: Reader): string => say('(no subject)', '(件名なし)');

/** A size for people: `14 KB`. */
export function sizeOf({ say }: Reader, bytes: number): string {
  if (bytes < 1000) return say(`${bytes} bytes`, `${bytes} バイト`);
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
