import type { MailSearch, Party } from '../../mail/ports.ts';

/**
 * The search of Gmail (support.google.com/mail/answer/7190) for what somebody knows of a mail. What they entered is only
 * ever within quotation marks, where no operator counts, so that it can ask for nothing else.
 */
export const searchWords = ({ identifier, parties, subjectWords, span }: MailSearch): string =>
  [
    ...(identifier === null ? [] : [`rfc822msgid:${ofIdentifier(identifier)}`]),
    ...parties.map(ofParty),
    ...subjectWords.map((word) => `subject:${quoted(word)}`),
    ...(span === null ? [] : [`after:${secondsOf(span.from) - 1}`]),
    ...(span === null ? [] : [`before:${secondsOf(span.until) + 2}`]),
    '-in:drafts',
  ].join(' ');

/** Gmail does not say whether it includes the second itself, so that the span is a second longer on either side. */
const secondsOf = (moment: Date): number => Math.max(1, Math.floor(moment.getTime() / 1000));

const SENDER = ['from'];
const RECIPIENT = ['to', 'cc', 'bcc', 'deliveredto'];

function ofParty({ address, as }: Party): string {
  const operators =
    as === 'sender' ? SENDER : as === 'recipient' ? RECIPIENT : [...SENDER, ...RECIPIENT];
  // `from:example.com` finds a whole domain.
  const words = quoted(address.replace(/^@/, ''));
  const terms = operators.map((operator) => `${operator}:${words}`);
  return terms.length === 1 ? terms.join('') : `{${terms.join(' ')}}`;
}

/** Some programs write braces into a Message-ID, which would be alternatives. */
const ofIdentifier = (identifier: string): string =>
  /^[\w.!#$%&'*+/=?^`~@-]+$/.test(identifier) ? identifier : quoted(identifier);

/** Every sign that Gmail may read as a quotation mark ends the text, and a backslash or control character helps nobody. */
const quoted = (text: string): string =>
  `"${text.replaceAll(/["“”„‟«»〝〞＂\\\p{C}]+/gu, ' ').trim()}"`;
