import type { GoldenMail } from './golden-mail.ts';
import { AUTO_REPLIES, CALENDAR, NEWSLETTERS } from './mails/automatic.ts';
import { BOUNCES, CARRIERS } from './mails/bounces.ts';
import { CHINESE_KOREAN } from './mails/chinese-korean.ts';
import { FORWARDS, GROUPS } from './mails/groups-forwards.ts';
import { NOTICES, ODD_HEADERS, QUOTES, STRUCTURES } from './mails/hard-cases.ts';
import { JAPANESE } from './mails/japanese.ts';
import { MALFORMED, SEALED } from './mails/malformed.ts';
import { OTHER_LANGUAGES } from './mails/other-languages.ts';
import { PROGRAMS } from './mails/programs.ts';

/** The golden mails, by what is hard about them. */
export const GOLDEN: readonly (readonly [string, readonly GoldenMail[]])[] = [
  ['mail in Japanese', JAPANESE],
  ['mail in Chinese and Korean', CHINESE_KOREAN],
  ['mail in other languages', OTHER_LANGUAGES],
  ['mail programs', PROGRAMS],
  ['Google Groups', GROUPS],
  ['forwards and forms', FORWARDS],
  ['bounces', BOUNCES],
  ['bounces of carriers in Japan', CARRIERS],
  ['automatic answers', AUTO_REPLIES],
  ['newsletters', NEWSLETTERS],
  ['appointments', CALENDAR],
  ['malformed mail', MALFORMED],
  ['sealed mail and old forms', SEALED],
  ['quotes in more languages', QUOTES],
  ['structures', STRUCTURES],
  ['odd headers', ODD_HEADERS],
  ['notices and what looks like one', NOTICES],
];
