import { localPartOf } from '../address-parts.ts';
import { listOf } from './words.ts';

/** How addresses begin that nobody reads, before the @. */
const NO_REPLY = listOf(
  'noreply | no-reply | no_reply | no.reply | donotreply | do-not-reply | do_not_reply | do.not.reply | dontreply',
  'not-reply | notreply | nepasrepondre | ne-pas-repondre | noresponder | no-responder | nao-responda | naoresponda',
  'keine-antwort | keineantwort | nicht-antworten | nichtantworten | non-rispondere | henshin-fuka | sousin-senyou',
);

/** How addresses begin from which a website sends what somebody entered in a form. */
const FORMS = listOf(
  'form | forms | webform | web-form | contact-form | contactform | contact_form | form-submission | formmail',
  'wordpress | www-data | apache | nobody | webmaster-form | mailform | mail-form',
);

const begins = (address: string, words: readonly string[]): boolean => {
  const local = localPartOf(address);
  return words.some((word) => local.startsWith(word) && !/^[a-z]/.test(local.slice(word.length)));
};

/** Is it an address that says that nobody reads it? */
export const isNoReply = (address: string): boolean => begins(address, NO_REPLY);

/** Is it an address from which a program sends in the name of somebody else? */
export const isOfProgram = (address: string): boolean =>
  isNoReply(address) || begins(address, FORMS);
