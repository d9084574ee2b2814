import type { Cause } from './diagnosis.ts';

/** Causes of one code that only the rest of the text tells apart. */
type Told = { readonly from: Cause; readonly to: Cause; readonly says: RegExp };

/** What Google’s page names under “error details”: parts that the connector itself puts into its request. */
const PART_OF_REQUEST =
  /urn:ietf:wg:oauth|out-of-band|\boob\b|帯域外|private ip|raw ip address|non-public domain|device_id and device_name|missing required parameter|required parameter is missing|必須パラメータ|必要なパラメータ|parameter value for|invalid redirect: |must not contain a fragment|(?:invalid|unsupported|missing)[^.\n]{0,40}response_type|erforderlicher parameter|param[eè]tre (?:obligatoire|requis)|par[aá]metro obligatorio|par[aâ]metro obrigat[oó]rio/i;

/** Salesforce takes up to ten minutes until it knows a new app. */
const APP_IS_NEW =
  /(?:creat|made|register|set up|new (?:connected |external client )?app)[^.;。\n]{0,60}\b(?<!every )(?:(?<!\d)(?:\d|10)|few|couple of|some) ?min(?:ute)?s? ago|\b(?:(?<!\d)(?:\d|10)|few) ?min[^.。\n]{0,20} ago[^.。\n]{0,60}(?:creat|made|\bnew\b)|just (?:now )?(?:created|made|registered)|(?<!\d)(?:\d|10) ?分(?:ほど|くらい|ぐらい)?前[^。\n]{0,40}(?:作成|作り|作った|登録|新規)|(?:作成|登録)[^。\n]{0,10}(?:直後|したばかり|ばかり|から ?(?:\d|10) ?分)|作ったばかり/i;

/** Email-to-Case reports its limit under a code that other limits have as well. */
const MAIL_OF_A_DAY =
  /daily limit[^.\n]{0,80}email-to-case|email-to-case[^.\n]{0,80}daily limit|メール-to-ケース[^。\n]{0,40}1 ?日の/i;

/** The mailbox is a customer’s, or of many people, so that nobody chose a wrong account. */
const OF_CUSTOMERS =
  /customer|\bclient(?:s|'s)? (?:company|domain|organi[sz]ation|mailbox)|tenant|(?:other|another|different|external) (?:compan|organi[sz]ation|workspace|domain)|outside (?:our|my) |all (?:of )?(?:our|their|the) (?:users|mailboxes)|everybody|everyone|顧客|お客様(?:の|側|先|企業)|取引先|他社|別の?(?:会社|組織|企業|ドメイン)|社外|グループ会社|子会社|関連会社|全員|kunden?\b|client externe|cliente/i;

/** A mailbox whose folders are listed under names of another language, mostly in IMAP’s own UTF-7 (RFC 3501 §5.1.3). */
const IN_ANOTHER_LANGUAGE =
  /\[g(?:oogle )?mail\]\/[^\n"]{0,40}&[A-Za-z0-9+,]{2,80}-|\[g(?:oogle )?mail\]\/(?:[^ -~\s]|alle|gesendet|entw|tous|messages env|brouillons|corbeille|todos|enviad|tutti|inviat|posta)|locali[sz]ed|different language|language of the account|表示言語|日本語(?:表示|環境|の gmail|版)|ローカライズ/i;

/** A record that others hang from, or one of many in one answer. */
const OF_PARENT =
  /"statusCode"\s*:\s*"(?:ENTITY_IS_DELETED|INVALID_CROSS_REFERENCE_KEY)"|\bParentId\b|parent (?:case|record)|親(?:ケース|レコード)/i;

/** The grant type is not known, and the text names none that the organization could switch off. */
const UNKNOWN_GRANT_TYPE =
  /^(?!.*(?:client[_ ]credentials|jwt[- ]bearer|grant_type=password|username-password|flow (?:is )?not enabled)).*(?:unsupported_grant_type|grant type not supported)/is;

/** Mail to the organization itself returned, and not mail to a customer. */
const TO_OURSELVES =
  /(?:customers?|clients?|people|senders?) (?:(?:who |that )?(?:write|send|mail|e-mail)[^.\n]{0,20} to (?:us|our)|get\b)|to our (?:own )?(?:domain|address|mailbox|support)|(?:顧客|お客様|取引先|送信者)から[^。\n]{0,60}(?:送|届|返|戻)|(?:顧客|お客様|取引先|送信者)に[^。\n送]{0,60}(?:返|戻)|(?:自社|弊社|当社)の?(?:ドメイン|アドレス|メールアドレス|宛)/i;

const TOLD: readonly Told[] = [
  { from: 'bounce_recipient_unknown', to: 'bounce_own_address_unknown', says: TO_OURSELVES },
  { from: 'org_flow_off', to: 'org_grant_type_unknown', says: UNKNOWN_GRANT_TYPE },
  { from: 'account_outside_organization', to: 'app_internal', says: OF_CUSTOMERS },
  { from: 'imap_folder_hidden', to: 'imap_folder_localised', says: IN_ANOTHER_LANGUAGE },
  { from: 'org_record_deleted', to: 'org_parent_deleted', says: OF_PARENT },
  { from: 'org_record_settings', to: 'org_mail_limit', says: MAIL_OF_A_DAY },
  { from: 'request_invalid', to: 'authorization_request_wrong', says: PART_OF_REQUEST },
  { from: 'org_client_refused', to: 'org_app_new', says: APP_IS_NEW },
];

export const TOLD_CAUSES: readonly Cause[] = TOLD.map(({ to }) => to);

/** The cause that the text around a code tells; the same cause where it tells nothing. */
export const toldBy = (cause: Cause, text: string): Cause =>
  TOLD.find(({ from, says }) => from === cause && says.test(text))?.to ?? cause;
