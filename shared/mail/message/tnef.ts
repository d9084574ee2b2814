import { decodeText } from './charset/decode-text.ts';
import { Damaged, slice, u16At, u32At } from './tnef-bytes.ts';
import { type MapiProperty, mapiProperties } from './tnef-properties.ts';

/** A file that Outlook packed into `winmail.dat`. */
export type PackedFile = {
  readonly name: string;
  /** Empty: Outlook did not say. */
  readonly type: string;
  readonly contentId: string;
  readonly content: Buffer;
};

const SIGNATURE = 0x223e9f78;
/** More files were packed to make the unpacking slow. */
const MOST_FILES = 200;

// [MS-OXTNEF] §2.1.3.2: the level, the type and the name of an attribute in one number.
const ATTACHMENT_BEGINS = 0x00069002;
const ATTACHMENT_TITLE = 0x00018010;
const ATTACHMENT_DATA = 0x0006800f;
const ATTACHMENT_PROPERTIES = 0x00069005;
const CODE_PAGE = 0x00069007;

// [MS-OXPROPS]: PidTagAttachLongFilename, PidTagAttachDataBinary, PidTagAttachMimeTag, PidTagAttachContentId.
const PROPERTY = { name: 0x3707, content: 0x3701, type: 0x370e, contentId: 0x3712 } as const;

/**
 * The files of a `winmail.dat` ([MS-OXTNEF]). Its text is not read: the mail has it as a part of its own.
 *
 * @returns null when it is damaged, or holds what is no file, such as a drawing or another mail: it must be kept then
 */
export function filesInTnef(bytes: Buffer): readonly PackedFile[] | null {
  try {
    if (u32At(bytes, 0) !== SIGNATURE) return null;
    const files = unpacked(bytes);
    return files.every(isWhole) && files.length <= MOST_FILES ? files : null;
  } catch (thrown) {
    if (thrown instanceof Damaged) return null;
    throw thrown;
  }
}

type Unpacking = { -readonly [Field in keyof PackedFile]: PackedFile[Field] | null };

const isWhole = (file: Unpacking): file is PackedFile =>
  file.content !== null && file.name !== null && file.type !== null && file.contentId !== null;

function unpacked(bytes: Buffer): readonly Unpacking[] {
  const files: Unpacking[] = [];
  let charset: string | null = null;
  for (const { name, data } of attributesOf(bytes)) {
    const file = files.at(-1);
    if (name === CODE_PAGE) charset = `cp${u32At(data, 0)}`;
    else if (name === ATTACHMENT_BEGINS)
      files.push({ name: '', type: '', contentId: '', content: null });
    else if (file === undefined) continue;
    else if (name === ATTACHMENT_TITLE) file.name ||= textOf(data, charset);
    else if (name === ATTACHMENT_DATA) file.content = data;
    else if (name === ATTACHMENT_PROPERTIES) describe(file, mapiProperties(data), charset);
    if (files.length > MOST_FILES) break;
  }
  return files;
}

function* attributesOf(bytes: Buffer): Generator<{ readonly name: number; readonly data: Buffer }> {
  // After the signature and a key of two bytes.
  let at = 6;
  while (at < bytes.length) {
    const name = u32At(bytes, at + 1);
    const start = at + 9;
    const end = start + u32At(bytes, at + 5);
    // The checksum is read to see that the attribute is whole; mailers compute it in different ways.
    u16At(bytes, end);
    yield { name, data: slice(bytes, start, end) };
    at = end + 2;
  }
}

function describe(
  file: Unpacking,
  properties: readonly MapiProperty[],
  charset: string | null,
): void {
  const textFor = (wanted: number): string => {
    const found = properties.find(({ id }) => id === wanted);
    if (found === undefined) return '';
    return textOf(found.value, found.isUnicode ? 'utf-16le' : charset);
  };
  file.name = textFor(PROPERTY.name) || file.name;
  file.type = textFor(PROPERTY.type);
  file.contentId = textFor(PROPERTY.contentId);
  file.content ??=
    properties.find(({ id, isBinary }) => id === PROPERTY.content && isBinary)?.value ?? null;
}

const textOf = (value: Buffer, charset: string | null): string =>
  decodeText(value, { charset }).replace(/\0.*$/s, '');
