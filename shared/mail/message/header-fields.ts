import { HEAD_BYTES } from './limits.ts';
import { parametersOf } from './parameters.ts';

/** The fields of a header section, by name in lower case: their values unfolded, in the order in which they stand. */
export type HeaderFields = {
  /** The topmost value; null: there is no such field. */
  readonly first: (name: string) => string | null;
  readonly all: (name: string) => readonly string[];
};

/** A forger may repeat a field without end, and no honest mail has more of one. */
const MOST_VALUES = 1000;

/** The fields of a header section (RFC 5322 §2.2), of which at most the first 256 KiB are read. */
export function headerFields(headers: string): HeaderFields {
  const values = new Map<string, string[]>();
  for (const [name, value] of fieldsIn(headers.slice(0, HEAD_BYTES))) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else if (known.length < MOST_VALUES) known.push(value);
  }
  return {
    first: (name) => values.get(name)?.[0] ?? null,
    all: (name) => values.get(name) ?? [],
  };
}

/** Names in lower case and values unfolded (RFC 5322 §2.2.3), from the top. Lines that are no field are left out. */
const fieldsIn = (headers: string): readonly (readonly [name: string, value: string])[] =>
  headers
    .replace(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      return /^[!-9;-~]+$/.test(name) ? [[name, line.slice(colon + 1).trim()] as const] : [];
    });

/** The value of a field without its parameters, in lower case: `multipart/report` of a Content-Type (RFC 2045 §5.1). */
export const bareValue = (value: string | null): string =>
  (value ?? '')
    .split(';', 1)
    .join('')
    .replace(/\([^()]*\)/g, '')
    .trim()
    .toLowerCase();

/** A parameter of a Content-Type in lower case; null: it has none of that name. */
export const parameterOf = (value: string | null, name: string): string | null =>
  parametersOf(value ?? '')
    .parameters.get(name)
    ?.toLowerCase() ?? null;
