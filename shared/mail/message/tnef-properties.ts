import { Damaged, slice, u16At, u32At } from './tnef-bytes.ts';

/** A property of MAPI with one value of bytes. */
export type MapiProperty = {
  readonly id: number;
  readonly isUnicode: boolean;
  readonly isBinary: boolean;
  readonly value: Buffer;
};

const UNICODE = 0x1f;
const BINARY = 0x102;
/** Types whose values have a length: text, Unicode text, objects, bytes. */
const COUNTED: ReadonlySet<number> = new Set([0x1e, UNICODE, 0x0d, BINARY]);
const MULTIPLE = 0x1000;
/** Their ids are of the sender's own, and named before their values. */
const FIRST_NAMED = 0x8000;

// Bytes of the values of the other types, rounded up to four ([MS-OXCDATA] §2.11.1).
const WIDTHS: ReadonlyMap<number, number> = new Map([
  [0x02, 4],
  [0x03, 4],
  [0x04, 4],
  [0x05, 8],
  [0x06, 8],
  [0x07, 8],
  [0x0a, 4],
  [0x0b, 4],
  [0x14, 8],
  [0x40, 8],
  [0x48, 16],
]);

/**
 * The properties in an attribute of TNEF ([MS-OXTNEF] §2.1.3.4) that have a length, the first value of each.
 *
 * @throws Damaged when a length points beyond the end, or a type is not known so that its length is not either
 */
export function mapiProperties(bytes: Buffer): readonly MapiProperty[] {
  const found: MapiProperty[] = [];
  let at = 4;
  for (let left = u32At(bytes, 0); left > 0; left -= 1) {
    const type = u16At(bytes, at);
    const id = u16At(bytes, at + 2);
    at += 4;
    if (id >= FIRST_NAMED) at = afterName(bytes, at);
    const { values, end } = valuesAt(bytes, at, type);
    const [value] = values;
    const single = type & ~MULTIPLE;
    if (value)
      found.push({ id, value, isUnicode: single === UNICODE, isBinary: single === BINARY });
    at = end;
  }
  return found;
}

/** A name is a GUID and a number, or a GUID and a text. */
function afterName(bytes: Buffer, at: number): number {
  const isNumber = u32At(bytes, at + 16) === 0;
  return isNumber ? at + 24 : at + 24 + padded(u32At(bytes, at + 20));
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

type Values = { readonly values: readonly Buffer[]; readonly end: number };

function valuesAt(bytes: Buffer, start: number, type: number): Values {
  const isMultiple = (type & MULTIPLE) !== 0;
  const single = type & ~MULTIPLE;
  const isCounted = COUNTED.has(single);
  const hasCount = isMultiple || isCounted;
  const count = hasCount ? u32At(bytes, start) : 1;
  let at = hasCount ? start + 4 : start;
  if (!isCounted) return { values: [], end: at + count * widthOf(single) };
  const values: Buffer[] = [];
  for (let left = count; left > 0; left -= 1) {
    const length = u32At(bytes, at);
    const value = slice(bytes, at + 4, at + 4 + length);
    if (values.length === 0) values.push(value);
    at += 4 + padded(length);
  }
  return { values, end: at };
}

function widthOf(type: number): number {
  const width = WIDTHS.get(type);
  if (width === undefined) throw new Damaged();
  return width;
}
