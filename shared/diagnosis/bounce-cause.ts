import { BOUNCE_RULES } from './bounce-rules.ts';
import type { Cause } from './diagnosis.ts';
import { matchesText, type ReadText, wordsOf } from './text-rule.ts';

/** The signs of a mail server’s answer, or of a bounce. */
const OF_MAIL_SERVER =
  /\b[245]\d\d[- ] ?\(?#?[245]\.\d{1,3}\.\d{1,3}\b|\bgsmtp\b|\bstatus: ?[45]\.\d{1,3}\.\d{1,3}\b|diagnostic-code|mailer-daemon|mail delivery (?:sub)?system|delivery status notification|undeliver(?:able|ed)|will-retry-until|delivery incomplete|email-to-case[^.]{0,80}limit|limit[^.]{0,80}email-to-case|\b55[0-4] \S{3,80}@|アドレス不明|アドレスが見つかりません|配信(?:されません|できません|不能|遅延|に失敗|が遅れて|が完了して)|メールがブロックされました|メール-to-ケース[^。]{0,40}上限/;

/** Replies of SMTP that refuse, with an enhanced status or without one. */
const REPLY = /\b([45])\d\d[- ] ?(?:\(?#?([45]\.\d{1,3}\.\d{1,3})\b)?/g;
const STATUS = /\bstatus: ?([45]\.\d{1,3}\.\d{1,3})\b/g;

/** More replies are repetitions of the same. */
const MOST_REPLIES = 20;

function readBounce(text: string): ReadText {
  const replies = [...text.matchAll(REPLY).take(MOST_REPLIES)];
  const named = replies.flatMap(([, , code]) => code ?? []);
  const fields = [...text.matchAll(STATUS).take(MOST_REPLIES)].flatMap(([, code]) => code ?? []);
  const bare = replies.flatMap(([, kind]) => (kind ? `${kind}.0.0` : []));
  const codes = [...named, ...fields].length > 0 ? [...named, ...fields] : bare;
  // A long answer has its code on each line, within its sentences.
  return { words: text.replaceAll(/ [45]\d\d[- ] ?[45]\.\d{1,3}\.\d{1,3}(?= )/g, ''), codes };
}

/** Why a mail server did not take a mail, from its answer or from a bounce; null: the text is none, or says nothing. */
export function bounceCause(pasted: string): Cause | null {
  const text = wordsOf(pasted);
  if (!OF_MAIL_SERVER.test(text)) return null;
  const read = readBounce(text);
  return BOUNCE_RULES.find((rule) => matchesText(rule, read))?.cause ?? null;
}
