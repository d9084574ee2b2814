/** A mail of plain text as Gmail has it: from a customer whom Gmail authenticated, unless the headers say otherwise. */
export const textMail = (headers: Readonly<Record<string, string>>, text: string): string =>
  [
    ...Object.entries({
      'Authentication-Results': 'mx.google.com; dmarc=pass header.from=customer.example',
      Date: new Date().toUTCString(),
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
    '',
    text,
  ].join('\r\n');
