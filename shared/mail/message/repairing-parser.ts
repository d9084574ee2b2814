import { Transform } from 'node:stream';
import { MailParser } from 'mailparser';
import { decodeText } from './charset/decode-text.ts';
import { valueInUtf8 } from './encoded-words.ts';
import { DEEPEST_PARTS, HEAD_BYTES, LONGEST_CONVERTED_HTML, MOST_PARTS } from './limits.ts';
import { parametersOf } from './parameters.ts';

/** One header of a part: its name in lower case, and the whole line, folded, decoded as Latin 1. */
type HeaderLine = { readonly key: string; line: string };

/** A part as mailsplit tells of it, before anything of it is decoded. */
type Part = {
  readonly type: 'node';
  readonly root: boolean;
  readonly parentNode: Part | false;
  contentType: string | false;
  readonly headers: { getList(): readonly HeaderLine[] };
  charset: string | false;
  filename: string | false;
};

type Piece = Part | { readonly type: 'body' | 'data'; readonly value?: Buffer };

/** What of mailsplit 5 divides a mail into parts. */
type Splitter = {
  node: Part;
  nodeCounter: number;
  newNode(parent: Part | false): void;
  processLine(
    line: Buffer | false,
    isLast: boolean,
    done: (thrown: null, piece: false) => void,
  ): void;
};

/** What of mailparser 3.14 is not in its types: how it takes the pieces of a mail, and how it decodes text. */
type Inside = {
  splitter: Splitter;
  processChunk(piece: Piece, done: (thrown?: unknown) => void): void;
  decoder: { decodeStream(charset: string): Transform };
  hasText: boolean;
};

/** What was seen while a mail was parsed. */
export type Seen = {
  /** The charset of the first part that names one. */
  charset: string | null;
  /** There are more parts, or parts within parts, than are read. */
  isCut: boolean;
};

/**
 * A parser of mail that reads what mailparser alone garbles: text and file names in charsets that are declared wrong
 * or not at all, and raw bytes in headers. Its structure, transfer encodings and text are mailparser's own. After
 * 1,000 parts or 100 levels the rest is left out.
 */
export function newParser(): { readonly parser: MailParser; readonly seen: Seen } {
  const parser = new MailParser({
    // An attached mail is evidence: its text is not the sender's, and its file must stay whole.
    ignoreEmbedded: true,
    skipTextLinks: true,
    // We hash by two algorithms ourselves.
    checksumAlgo: false,
    maxHtmlLengthToParse: LONGEST_CONVERTED_HTML,
    maxHeadSize: 2 * HEAD_BYTES,
    // We stop before it.
    maxChildNodes: 2 * MOST_PARTS,
  });
  const seen: Seen = { charset: null, isCut: false };
  const inside = parser as unknown as Inside;
  const process = inside.processChunk.bind(parser);
  inside.decoder = { decodeStream: (charset) => decoding(charset.slice(DECLARED.length)) };
  inside.processChunk = (piece, done) => {
    if (piece.type === 'node') repair(piece, seen);
    process(piece, done);
  };
  bound(inside.splitter, seen);
  return { parser, seen };
}

/** Does the mail have a text of its own? Else the parser makes one of the HTML, if that is the whole mail. */
export const hasOwnText = (parser: MailParser): boolean => (parser as unknown as Inside).hasText;

/**
 * Lets the splitter leave out what comes after the last part that is read. It runs far ahead of the parser, and of
 * parts within parts it takes time by the square of their depth.
 */
function bound(splitter: Splitter, seen: Seen): void {
  const newNode = splitter.newNode.bind(splitter);
  splitter.newNode = (parent) => {
    newNode(parent);
    seen.isCut = splitter.nodeCounter > MOST_PARTS || depthOf(splitter.node) > DEEPEST_PARTS;
    if (seen.isCut) splitter.processLine = (_line, _isLast, done) => done(null, false);
  };
}

function depthOf(part: Part): number {
  let depth = 0;
  for (let above = part.parentNode; above; above = above.parentNode) depth += 1;
  return depth;
}

/** Keeps mailparser from decoding what is called ASCII or UTF-8 itself: it may be neither. */
const DECLARED = 'declared:';

const ADDRESSES = new Set(['from', 'to', 'cc', 'reply-to']);

function repair(part: Part, seen: Seen): void {
  seen.charset ??= part.charset || null;
  // An empty Content-Type counts as none (RFC 2045 §5.2).
  part.contentType ||= 'text/plain';
  part.charset = `${DECLARED}${part.charset || ''}`;
  const lines = part.headers.getList();
  part.filename = fileNameIn(lines, seen.charset) || false;
  if (!part.root) return;
  for (const header of lines)
    if (ADDRESSES.has(header.key))
      header.line = `${header.key}: ${valueInUtf8(unfolded(header), seen.charset)}`;
}

function fileNameIn(lines: readonly HeaderLine[], elsewhere: string | null): string {
  const named = (key: string, parameter: string): string => {
    const header = lines.find((line) => line.key === key);
    if (header === undefined) return '';
    return parametersOf(unfolded(header), elsewhere).parameters.get(parameter) ?? '';
  };
  return named('content-disposition', 'filename') || named('content-type', 'name');
}

const unfolded = ({ line }: HeaderLine): string =>
  line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n/g, '')
    .trim();

/** Where an HTML says what it is written in, for browsers. */
const META = /<meta[^<>]{1,200}?charset\s{0,9}=\s{0,9}["']?([\w-]{1,40})/i;
const BEGINNING = 4096;

/** Decodes a text once it is whole: only then can be seen what it is written in. */
function decoding(declared: string): Transform {
  const chunks: Buffer[] = [];
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
    flush(done) {
      const bytes = Buffer.concat(chunks);
      const charset = declared || META.exec(bytes.toString('latin1', 0, BEGINNING))?.[1];
      done(null, decodeText(bytes, { charset: charset ?? null }));
    },
  });
}
