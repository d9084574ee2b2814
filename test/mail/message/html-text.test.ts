import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { textOfHtml } from '../../../shared/mail/message/html-text.ts';
import { sanitizeHtml } from '../../../shared/mail/message/sanitize-html.ts';
import { processorMs } from '../../support/processor-time.ts';

const textOf = (html: string): string => textOfHtml(sanitizeHtml(html) ?? '');

describe('The text of HTML', () => {
  test.each([
    ['paragraphs', '<p>a</p><p>b</p>', 'a\n\nb'],
    ['lines', 'a<br>b<div>c</div>d', 'a\nb\nc\nd'],
    ['an empty line of Gmail', '<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
    ['a break at the end of a block', '<p>a<br></p><p>b</p>', 'a\n\nb'],
    ['blanks and line breaks of the source', '<p> a \n <b> b</b>c\t</p>', 'a bc'],
    ['character references', '<p>a&nbsp;&lt;&amp;gt;&#12354;</p>', 'a <&gt;あ'],
    ['a list', '<ul><li>a</li><li>b</li></ul>c', '* a\n* b\n\nc'],
    ['a table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    [
      'a quote',
      'a<blockquote>b<br>c<blockquote>d</blockquote></blockquote>e',
      'a\n\n> b\n> c\n\n> > d\n\ne',
    ],
    ['preformatted text', '<pre>a  b\n  c</pre>', 'a  b\n  c'],
    ['a line', 'a<hr>b', `a\n${'-'.repeat(40)}\nb`],
    ['an image', '<img src="cid:a" alt="Logo"> <img src="https://a.example/b.png">', '[Logo]'],
    ['a link that shows its address', '<a href="https://a.example/">a.example</a>', 'a.example'],
    [
      'a link that shows an address of mail',
      '&lt;<a href="mailto:a@b.example">a@b.example</a>&gt;',
      '<a@b.example>',
    ],
    [
      'a link that shows something else',
      '<a href="https://a.example/?a=1&amp;b=2">here</a>.',
      'here [https://a.example/?a=1&b=2].',
    ],
    ['a link around an image', '<a href="https://a.example/"><img src="cid:a"></a>b', 'b'],
    ['scripts and styles', '<style>p{}</style><p>a</p><script>b()</script>', 'a'],
    [
      'nothing that is hidden',
      'a<div style="color:red; display:none">b<p>c<br>d</p></div><p style="display:block">e</p>',
      'a\n\ne',
    ],
    ['nothing', '', ''],
  ])('has %s as they are seen', (_what, html, text) => {
    expect(textOf(html)).toBe(text);
  });

  test('has every word of it, in order, and ends in time for any HTML', () => {
    const piece = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<br>',
        '<div>',
        '</div>',
        '<blockquote>',
        '</blockquote>',
        '<pre>',
        '</pre>',
      ],
      ...[
        '<a href="https://x.example/">',
        '</a>',
        '<li>',
        '<td>',
        '<hr>',
        ' ',
        '\n',
        'word',
        'あ',
        '&amp;',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const words = pieces
          .filter((each) => /^[^<\s]+$/.test(each))
          .join('')
          .replaceAll('&amp;', '&');
        const text = textOf(pieces.join(''));
        const plain = text
          .replace(/ ?\[https:\/\/x\.example\/\]|-{40}/g, '')
          .replace(/[\s*>]/g, '');
        expect(plain).toBe(words);
      }),
    );
    const startedAt = processorMs();
    textOfHtml('<a href="https://x.example/">a'.repeat(60_000));
    textOfHtml('<blockquote>a'.repeat(100_000));
    textOfHtml('<br />'.repeat(300_000));
    expect(processorMs() - startedAt).toBeLessThan(3000);
  });
});
