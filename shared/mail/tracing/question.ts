import type { MailSearch, Party } from '../ports.ts';
import { addressWrittenIn } from '../reading/written-address.ts';
import { beginOfDay, dayAfter, dayIn, isZone } from './day-in-zone.ts';

/** What somebody entered, as it came; empty: nothing. */
export type TraceFields = {
  /** Who wrote the mail, or got it. */
  readonly address: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** The Message-ID, with angle brackets or without. */
  readonly identifier: string;
  /** `YYYY-MM-DD`: the first day, and the last one if there are several. */
  readonly day: string;
  readonly lastDay: string;
  /** The time zone whose days they are. */
  readonly zone: string;
};

export type TraceField = keyof TraceFields;

/** Why a mail cannot be looked for like this. */
export type TraceProblem = {
  readonly field: TraceField;
  readonly code:
    | 'trace_empty'
    | 'trace_too_long'
    | 'trace_address_invalid'
    | 'trace_subject_invalid'
    | 'trace_identifier_invalid'
    | 'trace_day_invalid'
    | 'trace_day_future'
    | 'trace_days_reversed'
    | 'trace_span_too_long'
    | 'trace_zone_unknown';
};

const MOST_CHARACTERS = 500;
const MOST_WORDS = 20;
const MOST_DAYS = 31;
/** Without a day, of today and so many days before. */
const DAYS_BEFORE = 6;

/** Of what everybody may enter, an address or the domain of one. Quotation marks and brackets are no part of it. */
const ADDRESS =
  /^(?:[^\s"(),:;<>[\]\\@{}“”]{1,64})?@?[^\s"(),:;<>[\]\\@{}“”]+\.[^\s"(),:;<>[\]\\@{}“”.]+$/u;
const IDENTIFIER = /^[^\s<>"“”\\@]+@[^\s<>"“”\\]+$/u;

/**
 * Reads what a mail is looked for by.
 *
 * @param now the days are those until then
 * @returns what to search for, or what is wrong with the first field that is
 */
export function readQuestion(fields: TraceFields, now: Date): MailSearch | TraceProblem {
  const given = trimmed(fields);
  const long = Object.entries(given).find(([, value]) => value.length > MOST_CHARACTERS);
  if (long) return { field: long[0] as TraceField, code: 'trace_too_long' };
  const { address, from, to, subject, identifier } = given;
  if (address + from + to + subject + identifier === '')
    return { field: 'address', code: 'trace_empty' };
  if (identifier !== '' && !IDENTIFIER.test(identifier))
    return { field: 'identifier', code: 'trace_identifier_invalid' };
  const parties = partiesIn({ address, from, to });
  if (!Array.isArray(parties)) return parties as TraceProblem;
  const subjectWords = wordsIn(subject);
  if ((subject !== '' && subjectWords.length === 0) || subjectWords.length > MOST_WORDS)
    return { field: 'subject', code: 'trace_subject_invalid' };
  const span = spanIn(given, now);
  if (span && 'code' in span) return span;
  return { identifier: identifier === '' ? null : identifier, parties, subjectWords, span };
}

function trimmed(fields: TraceFields): TraceFields {
  const text = (value: string): string => value.normalize('NFC').trim();
  return {
    address: text(fields.address).toLowerCase(),
    from: text(fields.from).toLowerCase(),
    to: text(fields.to).toLowerCase(),
    subject: text(fields.subject),
    identifier: text(fields.identifier).replace(/^<|>$/g, ''),
    day: text(fields.day),
    lastDay: text(fields.lastDay),
    zone: text(fields.zone) || 'UTC',
  };
}

const ROLES = { address: 'either', from: 'sender', to: 'recipient' } as const;

function partiesIn(given: Pick<TraceFields, keyof typeof ROLES>): readonly Party[] | TraceProblem {
  const parties: Party[] = [];
  for (const field of ['address', 'from', 'to'] as const) {
    const value = given[field];
    if (value === '') continue;
    // Mail programs copy an address with its name.
    const written = value.includes('<') ? (addressWrittenIn(value)?.address ?? value) : value;
    if (!ADDRESS.test(written)) return { field, code: 'trace_address_invalid' };
    const address = written.includes('@') ? written : `@${written}`;
    parties.push({ address, as: ROLES[field] });
  }
  return parties;
}

/** Words without a letter or a number, such as a dash, are none for Gmail. */
const wordsIn = (subject: string): readonly string[] => [
  ...new Set(subject.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))),
];

type Span = NonNullable<MailSearch['span']>;

/** A Message-ID without a day is looked for at any time; anything else in the last week. */
function spanIn(
  { identifier, day, lastDay, zone }: TraceFields,
  now: Date,
): Span | TraceProblem | null {
  if (!isZone(zone)) return { field: 'zone', code: 'trace_zone_unknown' };
  const today = dayIn(zone, now);
  if (day === '' && lastDay === '' && identifier !== '') return null;
  const last = lastDay || day || today;
  const first = day || (lastDay ? lastDay : dayAfter(today, -DAYS_BEFORE));
  const from = beginOfDay(zone, first);
  const beginsLast = beginOfDay(zone, last);
  if (day !== '' && from === null) return { field: 'day', code: 'trace_day_invalid' };
  if (from === null || beginsLast === null) return { field: 'lastDay', code: 'trace_day_invalid' };
  if (first > today) return { field: 'day', code: 'trace_day_future' };
  if (last < first) return { field: 'lastDay', code: 'trace_days_reversed' };
  if (last >= dayAfter(first, MOST_DAYS)) return { field: 'lastDay', code: 'trace_span_too_long' };
  const until = beginOfDay(zone, dayAfter(last, 1)) ?? now;
  return { from, until };
}
