import { Refusal } from '../rest/refusal.ts';

/** A string literal with the escapes that SOQL knows, a name or path, a moment, a number, or one sign. */
const TOKEN =
  /\s*('(?:[^'\\\n\r]|\\[nrtbf'"\\_%])*'|[A-Za-z][\w.]*|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z|\d+|!=|[<>]=?|[=(),])/gy;

/**
 * Cuts SOQL into tokens.
 *
 * @throws Refusal `MALFORMED_QUERY`, also for a literal that is not closed or has a wrong escape
 */
export function tokenize(soql: string): readonly string[] {
  const text = soql.trimEnd();
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) {
      const message = `line 1:${at} no viable alternative at character '${text.slice(at).trim()[0]}'`;
      throw new Refusal('MALFORMED_QUERY', message);
    }
    tokens.push(token);
  }
  return tokens;
}
