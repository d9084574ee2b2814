import type { Incoming } from '../http/index.ts';
import { isZone } from '../mail/tracing/index.ts';

/** Where readers of a language most often are, until their browser has told. */
const ZONES = { en: 'UTC', ja: 'Asia/Tokyo' } as const;

/** The time zone in which the reader counts days: of the cookie that our script writes, else of the language. */
export function zoneOf({ cookies, language }: Pick<Incoming, 'cookies' | 'language'>): string {
  const told = cookies['connector_zone'] ?? '';
  return told !== '' && isZone(told) ? told : ZONES[language];
}
