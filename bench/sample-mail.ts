const row =
  '<tr><td style="padding:4px;color:#333" align="left"><a href="https://example.com/a?b=c">Order</a> of the day</td></tr>\r\n';

/** A newsletter-like mail of 20 KB: text, and HTML with inline styles and tables. */
export const MAIL = Buffer.from(
  [
    'Authentication-Results: mx.google.com; dmarc=pass header.from=customer.example',
    'From: Ann <ann@customer.example>',
    'To: support@example.com',
    'Subject: The order of the day',
    'Date: Sat, 28 Nov 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The order of the day is here, and more of it will follow.\r\n'.repeat(70),
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<html><body><table>${row.repeat(130)}</table></body></html>`,
    '--b--',
    '',
  ].join('\r\n'),
);

/** The same with a subject of its own: equal mails of one sender are held as a loop. */
export const mailNumber = (number: number | string): Buffer =>
  Buffer.from(MAIL.toString('latin1').replace('The order', `Order ${number}`), 'latin1');

/** A mail with an attachment of that many bytes. */
export const mailWithAttachment = (bytes: number): Buffer =>
  Buffer.from(
    [
      'From: Ann <ann@customer.example>',
      'To: support@example.com',
      'Subject: The picture',
      'Date: Sat, 28 Nov 2026 09:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Here it is.',
      '--b',
      'Content-Type: image/png',
      'Content-Disposition: attachment; filename=picture.png',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.alloc(bytes, 'picture').toString('base64').replace(/.{76}/g, '$&\r\n'),
      '--b--',
      '',
    ].join('\r\n'),
  );
