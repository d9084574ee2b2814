import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { cutMail } from '../../../shared/mail/message/cut-mail.ts';
import { LIMITS } from '../../../shared/mail/message/limits.ts';
import { parseMail } from '../../../shared/mail/message/parse-mail.ts';
import { rawMail } from './corpus/corpus-mail.ts';
import { createFakeScratch, rawOf } from './mails.ts';

type Image = { readonly id: string; readonly type?: string; readonly content: Buffer };

/** The HTML as it is stored, of a mail with these images. */
async function storedHtml(html: string, ...images: readonly Image[]): Promise<string | null> {
  const parts = images.flatMap(({ id, type = 'image/png', content }, index) => [
    '--b',
    `Content-Type: ${type}; name=image${index + 1}.png`,
    `Content-ID: <${id}>`,
    'Content-Transfer-Encoding: base64',
    '',
    content.toString('base64').replace(/.{76}/g, '$&\r\n'),
  ]);
  const raw = rawMail(
    'Content-Type: multipart/related; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    ...parts,
    '--b--',
  );
  const { mail } = await parseMail(rawOf(raw), createFakeScratch().scratch);
  expect(mail.attachments.map(({ isInline, contentId }) => [isInline, contentId])).toEqual(
    images.map(({ id }) => [true, id]),
  );
  return cutMail(mail, { receivedAt: new Date(), threadId: 't' }).email.html;
}

const SMALL = Buffer.from('a small image');
const shown = `src="data:image/png;base64,${SMALL.toString('base64')}"`;

describe('An inline image', () => {
  test('is shown in its place, however its URL is written', async () => {
    const html = '<p>a<img src="cid:one@x"><img src="CID:one%40x" alt="b"></p>';
    const stored = await storedHtml(html, { id: 'one@x', content: SMALL });
    expect(stored).toBe(`<p>a<img ${shown} /><img alt="b" ${shown} /></p>`);
  });

  test('of too many bytes for the field leaves the name of its file', async () => {
    const large = { id: 'large@x', content: randomBytes(120_000) };
    const html = '<img src="cid:large@x"><img src="cid:one@x">';
    const stored = await storedHtml(html, large, { id: 'one@x', content: SMALL });
    expect(stored).toBe(`<img alt="[image1.png]" /><img ${shown} />`);
  });

  test('is shown as long as there is room, and the text is never cut for it', async () => {
    const images = [1, 2, 3].map((n) => ({ id: `i${n}@x`, content: randomBytes(40_000) }));
    const html = `${images.map(({ id }) => `<img src="cid:${id}">`).join('')}<p>The end</p>`;
    const stored = (await storedHtml(html, ...images)) ?? '';
    expect(stored.match(/src="data:/g)).toHaveLength(2);
    expect(stored).toContain('<img alt="[image3.png]" /><p>The end</p>');
    expect(stored.length).toBeLessThanOrEqual(LIMITS.html);
  });

  test('that is repeated many times is shown as often as there is room', async () => {
    const html = '<img src="cid:one@x">'.repeat(4000);
    const stored = (await storedHtml(html, { id: 'one@x', content: randomBytes(1000) })) ?? '';
    expect(stored.length).toBeLessThanOrEqual(LIMITS.html);
  });

  test.each(['image/svg+xml', 'application/pdf', 'image/png"onerror=x'])(
    'of the type %s is not written into the HTML',
    async (type) => {
      const stored = await storedHtml('<img src="cid:one@x">', {
        id: 'one@x',
        type,
        content: SMALL,
      });
      expect(stored).not.toContain('data:');
    },
  );

  test('that the mail does not have leaves its description', async () => {
    expect(await storedHtml('<img src="cid:none@x" alt="Logo">')).toBe('<img alt="Logo" />');
  });
});
