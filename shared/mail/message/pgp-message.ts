// ASCII armor, RFC 9580 §6.2. Each stands on a line of its own; in a quoted mail a sign stands before it.
const BEGIN = '\n-----BEGIN PGP MESSAGE-----\n';
const END = '\n-----END PGP MESSAGE-----';

/**
 * Takes an encrypted text that was pasted into a mail out of it, as a file whose name stands in its place; null: there
 * is none.
 */
export function pgpMessageIn(
  text: string,
): { readonly text: string; readonly name: string; readonly content: Buffer } | null {
  const from = `\n${text}`.indexOf(BEGIN);
  const to = from < 0 ? -1 : text.indexOf(END, from);
  if (to < 0) return null;
  const end = to + END.length;
  const name = 'encrypted.asc';
  return {
    name,
    text: `${text.slice(0, from)}[${name}]${text.slice(end)}`,
    content: Buffer.from(text.slice(from, end)),
  };
}
