/** A length or a number points beyond the end, or nobody knows what it means. */
export class Damaged extends Error {}

/** The bytes from one place to before another. @throws Damaged when they are not all there */
export function slice(bytes: Buffer, start: number, end: number): Buffer {
  if (end > bytes.length || end < start) throw new Damaged();
  return bytes.subarray(start, end);
}

/** Numbers of two and four bytes, little endian. @throws Damaged when they are not all there */
export const u16At = (bytes: Buffer, at: number): number => slice(bytes, at, at + 2).readUInt16LE();
export const u32At = (bytes: Buffer, at: number): number => slice(bytes, at, at + 4).readUInt32LE();
