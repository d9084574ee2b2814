import { splitMessage } from './headers.ts';

type Field = { name: string; text: string };

/** A message whose header fields can be replaced and left out; every other byte stays as it was sent. */
export function editableMessage(raw: Buffer) {
  const { head, body } = splitMessage(raw);
  const fields = fieldsOf(head);
  const written = (kept: readonly Field[]): Buffer =>
    Buffer.concat([Buffer.from(`${kept.map(({ text }) => text).join('\r\n')}\r\n\r\n`), body]);
  return {
    /** The message with these fields instead of those of the same names. */
    with(changes: Record<string, string>): Buffer {
      const names = Object.keys(changes).map((name) => name.toLowerCase());
      const added = Object.entries(changes).map(([name, value]) => ({
        name: name.toLowerCase(),
        text: `${name}: ${value}`,
      }));
      return written([...fields.filter(({ name }) => !names.includes(name)), ...added]);
    },
    /** The message without the fields of a name. */
    without: (name: string): Buffer =>
      written(fields.filter((field) => field.name !== name.toLowerCase())),
  };
}

/** The fields of a header with their folded lines. */
function fieldsOf(head: string): Field[] {
  return head.split(/\r?\n(?![ \t])/).map((text) => ({
    name: text
      .slice(0, Math.max(0, text.indexOf(':')))
      .trim()
      .toLowerCase(),
    text,
  }));
}
