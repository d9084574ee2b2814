/** The text with a threading token below it, which Salesforce finds in an answer that quotes it. */
export const textWithToken = (text: string | null, token: string | null): string | null =>
  text === null || token === null || text.includes(token) ? text : `${text}\n\n${token}\n`;

/** The HTML with a threading token at its end, small and grey. */
export function htmlWithToken(html: string | null, token: string | null): string | null {
  if (html === null || token === null || html.includes(token)) return html;
  const line = `<div style="font-size:8px;color:#888888">${escaped(token)}</div>`;
  const end = html.search(/<\/body\s*>/i);
  return end === -1 ? `${html}${line}` : `${html.slice(0, end)}${line}${html.slice(end)}`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
