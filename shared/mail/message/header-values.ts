/** The message ids that a field names, without angle brackets, comments and blanks (RFC 5322 §3.6.4). */
export function messageIdsIn(value: string | null): readonly string[] {
  const written = (value ?? '').replace(/\([^()]*\)|\s/g, ' ').replace(/\p{Cc}/gu, '');
  const inBrackets = [...written.matchAll(/<([^<>]+)>/g)].flatMap(([, id = '']) => {
    const plain = id.replaceAll(' ', '');
    // With blanks it may also be something else, as in `your mail of <Mon, 30 Nov 2026>`.
    return plain === id || isBareId(plain) ? [plain] : [];
  });
  if (inBrackets.length > 0) return inBrackets;
  // Some mailers forget the brackets.
  return written.split(/\s+/).filter(isBareId);
}

/** No regular expression, which would take time by the square of the length for one with many `@`. */
function isBareId(id: string): boolean {
  const at = id.indexOf('@');
  return at > 0 && at < id.length - 1 && !/[<>]/.test(id);
}

/** The value of a Thread-Index field, which is base64 (MS-OXOMSG §2.2.1.3) and 22 bytes at least; null: it is no such value. */
export const threadIndexIn = (value: string | null): string | null =>
  /^[A-Za-z0-9+/]{30,700}={0,2}$/.exec((value ?? '').replaceAll(' ', ''))?.[0] ?? null;

/** The moment of a Date field (RFC 5322 §3.3); null: it names none, or one that no mail can be from. */
export function dateIn(value: string | null): Date | null {
  const moment = Date.parse((value ?? '').replace(/\([^()]*\)/g, ' ').trim());
  if (Number.isNaN(moment)) return null;
  const date = new Date(moment);
  const year = date.getUTCFullYear();
  return year >= 1970 && year < 2100 ? date : null;
}
