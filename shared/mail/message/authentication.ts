import { domainOf } from '../address-parts.ts';
import type { ParsedMail } from '../ports.ts';

const GMAIL = 'mx.google.com';
/** Gmail names a few methods of some hundred characters. More was written to make the reading slow. */
const MOST_METHODS = 100;
const LONGEST_METHOD = 2000;

/**
 * What Gmail found of the sender, from the topmost Authentication-Results of mx.google.com (RFC 8601 §2.2). Gmail
 * puts its own above everything that came with the mail, so that one further down may be forged and is not read.
 *
 * @param results the values of the fields, from the top
 * @param sender the address of From, against which dkim and spf must be aligned (RFC 7489 §3.1, relaxed)
 */
export function authenticationIn(
  results: readonly string[],
  sender: string | null,
): ParsedMail['authentication'] {
  const found = results.find((value) => withoutComments(value).split(/[;\s]/)[0] === GMAIL);
  const domain = domainOf(sender ?? '');
  if (found === undefined || domain === '') return 'none';
  const methods = withoutComments(found).split(';').slice(1, MOST_METHODS).map(methodIn);
  const dmarc = methods.find(({ method }) => method === 'dmarc');
  if (dmarc?.result === 'fail') return 'fail';
  // Of a mail with several senders Gmail may have judged another one than the one that we read.
  if (dmarc?.result === 'pass') return isOf(domain, dmarc) ? 'pass' : 'fail';
  return methods.some((method) => isAlignedPass(method, domain)) ? 'pass' : 'none';
}

type Method = { readonly method: string; readonly result: string; readonly domain: string };

// The signing domain is `header.d`, or stands after the @ of `header.i`; spf names the envelope's sender.
const DOMAIN: ReadonlyMap<string, RegExp> = new Map([
  ['dkim', /\bheader\.(?:d=|i=[^\s@]*@)([^\s;"]+)/],
  ['spf', /\bsmtp\.mailfrom=(?:[^\s@]*@)?([^\s;"]+)/],
  ['dmarc', /\bheader\.from=([^\s;"]+)/],
]);

/** Is the sender's domain the one that DMARC was about, as far as Gmail names it in ASCII? */
const isOf = (sender: string, { domain }: Method): boolean =>
  domain === '' || domain === sender || !/^\p{ASCII}*$/u.test(domain);

function methodIn(written: string): Method {
  const text = written.slice(0, LONGEST_METHOD).toLowerCase();
  const [, method = '', result = ''] = /^\s*([a-z-]+)\s*=\s*([a-z]+)/.exec(text) ?? [];
  const domain = DOMAIN.get(method)?.exec(text)?.[1] ?? '';
  return { method, result, domain };
}

const isAlignedPass = ({ result, domain }: Method, sender: string): boolean =>
  result === 'pass' &&
  domain.includes('.') &&
  (domain === sender || domain.endsWith(`.${sender}`) || sender.endsWith(`.${domain}`));

/** Comments stand in parentheses (RFC 5322 §3.2.2) and may hold what looks like a result. */
function withoutComments(value: string): string {
  let depth = 0;
  let text = '';
  for (const character of value) {
    if (character === '(') depth += 1;
    if (depth === 0) text += character;
    if (character === ')' && depth > 0) depth -= 1;
  }
  return text.trim();
}
