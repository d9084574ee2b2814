import { listOf } from './words.ts';

/**
 * How the subjects of automatic answers begin. A person or a program may write the same, so that it takes another sign,
 * too; and words that also begin an application for leave or an offer of a journey are not here.
 */
export const AUTO_REPLY_SUBJECTS: readonly string[] = listOf(
  'automatic reply | auto reply | auto-reply | autoreply | auto: | auto response | auto-response | autoresponse',
  'automated reply | automated response | out of office | out-of-office | ooo: | out of the office | i am out of',
  'away from my | away from the office | on vacation: | i am on vacation | vacation reply | vacation response | i am away',
  '自動返信 | 自動応答 | [自動返信 | 【自動返信 | (自動返信 | 【自動応答 | [自動応答 | 不在通知 | 不在のお知らせ | 不在のため | 不在連絡',
  '不在: | 外出中 | 休暇中 | 休暇のため',
  'automatische antwort | automatische rückmeldung | automatische rückantwort | abwesenheitsnotiz | abwesenheitsmeldung',
  'abwesenheit: | abwesend: | außer haus | nicht im büro | ich bin im urlaub | im urlaub:',
  'réponse automatique | réponse auto | absence du bureau | absent du bureau | absence : | absence: | absent : | en congé',
  'message d’absence | notification d’absence | message d’absence du bureau',
  'respuesta automática | respuesta automatica | fuera de la oficina | fuera de oficina | ausencia de la oficina',
  'resposta automática | resposta automatica | fora do escritório | ausência do escritório | ausência temporária',
  '自动回复 | 自動回覆 | 自動回復 | 自动答复 | 自動答覆 | 外出中 | 休假中 | 不在办公室 | 不在辦公室',
  '자동 회신 | 자동회신 | 자동 응답 | 자동응답 | 자동 답장 | 부재중 | 부재 중 | 휴가 중 | 휴가중',
  'risposta automatica | fuori ufficio | automatisch antwoord | afwezig: | afwezigheidsbericht | niet aanwezig:',
  'autosvar | automatiskt svar | frånvaromeddelande | automatisk svar | fraværsmelding | автоответ',
);

/**
 * How subjects begin that only a program writes: it names the mail an automatic answer, as a label. In Japan, the forms
 * of most websites answer so and with no other sign.
 */
export const AUTO_REPLY_LABELS: readonly string[] = listOf(
  'automatic reply: | auto reply: | auto-reply: | autoreply: | automatic response: | [auto-reply] | [autoreply] | [automatic reply]',
  '自動返信: | 【自動返信】 | [自動返信] | (自動返信) | 【自動返信メール】 | [自動返信メール] | 自動応答: | 【自動応答】 | [自動応答]',
  'automatische antwort: | réponse automatique : | réponse automatique: | respuesta automática: | resposta automática:',
  '自动回复: | 自動回覆: | 자동 회신: | 자동회신: | [자동회신] | [자동응답] | risposta automatica: | automatisch antwoord:',
);
