import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sanitizeHtml } from '../../../shared/mail/message/sanitize-html.ts';
import { processorMs } from '../../support/processor-time.ts';

describe('Harmful HTML', () => {
  test.each([
    ['a script', '<script>alert(1)</script>ok', 'ok'],
    ['a style sheet', '<style>@import url(https://evil.test)</style>ok', 'ok'],
    ['a linked style sheet', '<link rel=stylesheet href=https://evil.test>ok', 'ok'],
    ['a frame', '<iframe src="https://evil.test"></iframe>ok', 'ok'],
    ['a form', '<form action="https://evil.test"><input name=p>ok</form>', 'ok'],
    ['an event handler', '<p onclick="alert(1)">ok</p>', '<p>ok</p>'],
    ['a script URL', '<a href="java&#10;script:alert(1)">ok</a>', '<a>ok</a>'],
    ['a data URL of HTML', '<img src="data:text/html,<script>">ok', 'ok'],
    ['a data URL with a tab in its scheme', '<img src="d&#9;ata:image/svg+xml,<svg>">ok', 'ok'],
    ['a data URL after a blank', '<img src=" data:text/html,<script>">ok', 'ok'],
    ['a drawing with a script', '<svg><script>1</script></svg>ok', 'ok'],
    ['a base address', '<base href="https://evil.test">ok', 'ok'],
    ['a refresh', '<meta http-equiv=refresh content="0;url=https://evil.test">ok', 'ok'],
    ['a conditional comment', '<!--[if IE]><script>1</script><![endif]-->ok', 'ok'],
  ])('loses %s', (_, html, clean) => {
    expect(sanitizeHtml(html)).toBe(clean);
  });

  test.each([
    'background:url(https://evil.test)',
    'background:u\\72l(https://evil.test)',
    'width:expression(alert(1))',
    'position:fixed;top:0',
    'behavior:url(x)',
  ])('loses the style %s', (style) => {
    expect(sanitizeHtml(`<p style="${style}">ok</p>`)).toBe('<p>ok</p>');
  });
});

describe('Harmless HTML', () => {
  test.each([
    '<table border="1"><tr><td colspan="2" style="color:#333;font-family:Arial, sans-serif">x</td></tr></table>',
    '<img src="https://example.com/logo.png" alt="Logo" />',
    '<img src="cid:logo@x" />',
    '<img src="data:image/png;base64,AAAA" />',
    '<a href="https://example.com/?a=1&amp;b=2">x</a>',
    '<a href="mailto:a@example.com">x</a>',
    '<p>こんにちは &lt;b&gt; &amp;</p>',
  ])('stays as it is: %s', (html) => {
    expect(sanitizeHtml(html)).toBe(html);
  });

  test('is made well-formed', () => {
    expect(sanitizeHtml('<div><b>one<p>two')).toBe('<div><b>one<p>two</p></b></div>');
  });
});

test('HTML that is too long or nested too deeply is refused at once', () => {
  expect(sanitizeHtml('<b>'.repeat(100_000))).toBeNull();
  expect(sanitizeHtml('x'.repeat(2 * 1024 * 1024 + 1))).toBeNull();
  expect(sanitizeHtml('<tr><td>x'.repeat(10_000))).toContain('<td>x</td>');
});

test.each([
  ['end tags that end nothing', '<div></x>'],
  ['end tags in comments', '<div><!--</div>-->'],
  ['end tags in attributes', '<div title="</div>">'],
  ['starts that end none of the others', '<p><tr><td><li>'],
])('Depth is not hidden by %s', (_what, piece) => {
  const startedAt = processorMs();
  expect(sanitizeHtml(piece.repeat(100_000))).toBeNull();
  expect(processorMs() - startedAt).toBeLessThan(5000);
});

test('A style of a megabyte is left out, and is not read', () => {
  const startedAt = processorMs();
  expect(sanitizeHtml(`<b style="${'{'.repeat(1024 * 1024)}">x</b>`)).toBe('<b>x</b>');
  expect(processorMs() - startedAt).toBeLessThan(5000);
});

test('What is left of any HTML has no script, and each of its elements is closed', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<script',
      '<img src=x onerror=',
      '">',
      "'",
      '<style>',
      '</style>',
      '<!--',
      '-->',
    ),
    fc.constantFrom(
      '<svg/onload=1>',
      '<a href=javascript:1>',
      '<math>',
      '<p style="x:',
      '\0',
      '&lt;',
    ),
    fc.string({ maxLength: 10 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const clean = sanitizeHtml(pieces.join(''));
      expect(clean).not.toMatch(
        /<(script|style|svg|math|iframe)|<[^>]*\son\w+=|href="?javascript/i,
      );
      expect(leftOpen(clean ?? '')).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

/** The elements that are open at the end, or whose end tags are in another order. */
function leftOpen(html: string): string[] {
  const open: string[] = [];
  for (const [tag, end, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (tag.endsWith('/>')) continue;
    if (end === '') open.push(name);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

test('A head that is not closed does not take the mail’s text along', () => {
  expect(sanitizeHtml('<html><head><title>T</title><body><p>ok</p>')).toBe('<p>ok</p>');
});
