import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { AppError } from '../../../errors.ts';

/** An element as its name, its attributes and what is in it; comments are left out. */
export type XmlElement = {
  /** Its namespace; empty: none. */
  readonly namespace: string;
  /** Its name without the prefix. */
  readonly name: string;
  readonly attributes: readonly SaxesAttributeNS[];
  readonly children: readonly XmlElement[];
  /** The text that stands in it directly. */
  readonly text: string;
};

type OpenElement = Omit<XmlElement, 'children' | 'text'> & {
  readonly children: XmlElement[];
  text: string;
};

/** A compound field of a record stands on the seventh level. */
const MOST_LEVELS = 10;
/** A hundred records with every field that an object may have: 800 of its own, and the standard ones. */
const MOST_ELEMENTS = 100_000;
/** Salesforce writes two on a record, and three on the envelope. */
const MOST_ATTRIBUTES = 20;

/**
 * Parses XML 1.0 with namespaces so that no text can be larger than its bytes: there are no entities but the five of XML
 * and character references. As SOAP 1.1 §3 demands, there is no document type declaration and no processing
 * instruction. It stops where a limit is passed: 10 levels, 100,000 elements, 20 attributes of one element.
 *
 * @param body UTF-8, as the declaration may say too
 * @throws AppError `body_malformed`
 */
export function parseXml(body: Buffer): XmlElement {
  try {
    return rootIn(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // The parser quotes the text in its messages, so that none of them may be kept.
    throw new AppError('body_malformed');
  }
}

const refuse = (): never => {
  throw new AppError('body_malformed');
};

/** @throws whatever the parser or a limit throws */
function rootIn(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  let attributes = 0;
  const addText = (more: string): void => {
    const within = open.at(-1);
    if (within) within.text += more;
  };
  parser.on('doctype', refuse);
  parser.on('processinginstruction', refuse);
  parser.on('xmldecl', ({ encoding = 'utf-8' }) => /^utf-8$/i.test(encoding) || refuse());
  parser.on('opentagstart', () => {
    attributes = 0;
    elements += 1;
    if (elements > MOST_ELEMENTS || open.length >= MOST_LEVELS) refuse();
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MOST_ATTRIBUTES) refuse();
  });
  parser.on('opentag', (tag) => open.push(elementOf(tag)));
  parser.on('closetag', () => {
    const closed = open.pop();
    const parent = open.at(-1);
    if (closed && parent) parent.children.push(closed);
    else root = closed ?? null;
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  return root ?? refuse();
}

const elementOf = ({ uri, local, attributes }: SaxesTagNS): OpenElement => ({
  namespace: uri,
  name: local,
  attributes: Object.values(attributes),
  children: [],
  text: '',
});
