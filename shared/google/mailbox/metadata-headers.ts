import { fieldIn } from '../../network/json.ts';
import { itemsIn, objectIn } from './answer-fields.ts';
import type { GmailCall } from './calls.ts';

/** The call that reads some headers of a message, and nothing else of it (`users.messages.get`, `format=metadata`). */
export const headersCall = (messageId: string, names: readonly string[]): GmailCall => ({
  path: `messages/${encodeURIComponent(messageId)}`,
  query: [
    ['format', 'metadata'],
    ...names.map((name): [string, string] => ['metadataHeaders', name]),
  ],
});

/**
 * Reads the headers of the answer. Their names may be in any case.
 *
 * @returns a function that answers the first header of a name; null: the mail lacks it
 */
export function headersIn(answer: unknown): (name: string) => string | null {
  const headers = itemsIn(fieldIn(objectIn(answer), 'payload'), 'headers');
  return (name) => {
    const wanted = name.toLowerCase();
    const header = headers.find((each) => String(fieldIn(each, 'name')).toLowerCase() === wanted);
    const value = fieldIn(header, 'value');
    return typeof value === 'string' ? value : null;
  };
}
