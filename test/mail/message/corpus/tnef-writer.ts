/** A property of MAPI: its type, its id and its value. A text is written with its end. */
export type WrittenProperty = {
  readonly type: number;
  readonly id: number;
  readonly value: Buffer;
};

const u16 = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** An attribute of TNEF ([MS-OXTNEF] §2.1.3). */
export const attribute = (level: number, name: number, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([level]),
    u32(name),
    u32(data.length),
    data,
    u16(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0)),
  ]);

export const tnef = (...attributes: readonly Buffer[]): Buffer =>
  Buffer.concat([u32(0x223e9f78), u16(1), ...attributes]);

export const properties = (...written: readonly WrittenProperty[]): Buffer =>
  Buffer.concat([u32(written.length), ...written.map(property)]);

const FIXED = new Set([0x03, 0x0b, 0x40]);

function property({ type, id, value }: WrittenProperty): Buffer {
  const head = [u16(type), u16(id), ...(id >= 0x8000 ? [Buffer.alloc(16), u32(0), u32(1)] : [])];
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
  const length = FIXED.has(type) ? [] : [u32(1), u32(value.length)];
  return Buffer.concat([...head, ...length, value, padding]);
}

/** A file as Outlook packs it: an old short name, the content, and its long name as a property. */
export const packedFile = (
  {
    short,
    long,
    content,
  }: { readonly short: Buffer; readonly long: string; readonly content: Buffer },
  ...more: readonly WrittenProperty[]
): readonly Buffer[] => [
  attribute(2, 0x00069002, Buffer.alloc(14)),
  attribute(2, 0x00018010, Buffer.concat([short, Buffer.from([0])])),
  attribute(2, 0x0006800f, content),
  attribute(
    2,
    0x00069005,
    properties(
      { type: 0x03, id: 0x0e20, value: u32(content.length) },
      { type: 0x40, id: 0x3007, value: Buffer.alloc(8) },
      { type: 0x0b, id: 0x8001, value: u32(1) },
      { type: 0x1f, id: 0x3707, value: Buffer.from(`${long}\0`, 'utf16le') },
      ...more,
    ),
  ),
];

export const codePage = (page: number): Buffer =>
  attribute(1, 0x00069007, Buffer.concat([u32(page), u32(0)]));
