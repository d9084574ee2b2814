import { headerOf, mailHeaders, splitMessage } from '../mail/headers.ts';
import type { Mail, StoredMessage } from '../state/mail.ts';

const FORMATS = ['full', 'raw', 'metadata', 'minimal'] as const;
type Format = (typeof FORMATS)[number];

export function isFormat(text: string): text is Format {
  return (FORMATS as readonly string[]).includes(text);
}

/** The body of `users.messages.get` (developers.google.com/gmail/api/reference/rest/v1/users.messages). */
export function formatMessage(
  mail: Mail,
  message: StoredMessage,
  { format, headers }: { format: Format; headers: readonly string[] },
): unknown {
  const raw = mail.rawOf(message);
  const common = {
    id: message.id,
    threadId: message.threadId,
    ...(message.labelIds.length > 0 ? { labelIds: message.labelIds } : {}),
    snippet: snippetOf(raw),
    sizeEstimate: message.size,
    historyId: String(message.historyId),
    internalDate: String(message.internalDate),
  };
  if (format === 'minimal') return common;
  if (format === 'raw') return { ...common, raw: raw.toString('base64url') };
  return { ...common, payload: payloadOf(raw, format, headers) };
}

/** The message as one part, also a multipart one: parts of parts are not emulated. */
function payloadOf(raw: Buffer, format: 'full' | 'metadata', names: readonly string[]): unknown {
  const all = mailHeaders(raw);
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const headers =
    format === 'full' || wanted.size === 0
      ? all
      : all.filter(({ name }) => wanted.has(name.toLowerCase()));
  const type = headerOf(all, 'Content-Type').split(';')[0]?.trim().toLowerCase();
  const mimeType = type || 'text/plain';
  if (format === 'metadata') return { mimeType, headers };
  const { body } = splitMessage(raw);
  const data = { size: body.length, data: body.toString('base64url') };
  return { partId: '', mimeType, filename: '', headers, body: data };
}

function snippetOf(raw: Buffer): string {
  const text = splitMessage(raw).body.subarray(0, 400).toString('utf8');
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 100);
}
