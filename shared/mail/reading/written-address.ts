import { wordsDecoded } from '../message/encoded-words.ts';
import type { MailAddress } from '../ports.ts';

const LONGEST_VALUE = 2000;

/** An address in a text: in ASCII, because in Japanese no blank stands between a word and an address. */
const ADDRESS = /[!#-'*+./0-9=?A-Z^-~-]{1,64}@[A-Za-z0-9.-]{1,255}/;

const BRACKETS = /[<[] ?(?:mailto: ?)?([^<>[\]\s]{1,64}@[^<>[\]\s@]{1,255}) ?[>\]]/gi;

/**
 * The address that a header field or a line of a text names, with its name: of `Name <a@b>`, `a@b (Name)`,
 * `Name [mailto:a@b]`, `"a@b" <a@b>` or `a@b`; null: it names none. Of several in brackets it is the last, because a
 * name may be written to look like an address.
 */
export function addressWrittenIn(value: string): MailAddress | null {
  const text = value.slice(0, LONGEST_VALUE).replace(/\s+/g, ' ').trim();
  const bracket = [...text.matchAll(BRACKETS)].at(-1);
  if (bracket?.[1])
    return { name: nameIn(nameBefore(text, bracket.index)), address: plain(bracket[1]) };
  const bare = ADDRESS.exec(text);
  if (bare === null) return null;
  const comment = /\(([^()]*)\)/.exec(text.slice(bare.index + bare[0].length));
  return { name: nameIn(comment?.[1] ?? ''), address: plain(bare[0]) };
}

/** Outlook writes an address within an address: `Name <a@b<mailto:a@b>>`. */
const nameBefore = (text: string, bracket: number): string =>
  text.slice(0, bracket).split('<', 1).join('');

/** Every address in a text, at most that many, each once. */
export function addressesWrittenIn(text: string, most: number): readonly string[] {
  const found = new Map<string, string>();
  for (const [address] of text.matchAll(new RegExp(ADDRESS, 'g'))) {
    const known = plain(address);
    if (/\.[a-z0-9-]{2,}$/i.test(known)) found.set(known.toLowerCase(), known);
    if (found.size >= most) break;
  }
  return [...found.values()];
}

/** A sentence may end right after an address. */
const plain = (address: string): string => address.replace(/[.。]+$/, '');

/** Decoded last, so that nothing in an encoded-word is taken for an address. */
const nameIn = (text: string): string =>
  wordsDecoded(text, null)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .replace(/^["'“]|["'”]$/g, '')
    .replace(/\\(.)/g, '$1')
    .trim();
