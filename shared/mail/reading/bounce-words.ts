import { listOf } from './words.ts';

/** How the subjects of mails begin that say that a mail could not be delivered. */
export const FAILED_SUBJECTS: readonly string[] = listOf(
  'undelivered mail returned to sender | mail delivery failed | mail delivery failure | failure notice | undeliverable',
  'delivery status notification (failure) | delivery failure | delivery failed | delivery has failed | returned mail',
  'returned to sender | mail system error - returned mail | message delivery failure | message not delivered',
  'undelivered mail | undeliverable mail | nondeliverable mail | non-delivery | non delivery | mail could not be delivered',
  'message undeliverable | could not send message | mail not delivered | delivery notification: delivery has failed',
  'warning: could not send | permanent delivery failure | delivery error | mail delivery error | delivery report',
  'メールを送信できませんでした | メールが送信できませんでした | メールを配信できませんでした | メールが配信できませんでした',
  'メール送信エラー | 送信エラー | 配信エラー | 配信不能 | 配信できません | 配信失敗 | 配信に失敗 | 配送不能 | 配達不能 | 配信されませんでした',
  '未配信 | 未配達 | 宛先不明 | 不達 | エラーメール | メールをお届けできませんでした | 返信エラー | 送信できませんでした | 配信通知 (失敗) | 送信失敗',
  'unzustellbar | nicht zustellbar | nachricht nicht zugestellt | zustellung fehlgeschlagen | zustellungsfehler',
  'mail konnte nicht zugestellt | ihre nachricht konnte nicht | fehler bei der zustellung | unzustellbare',
  'non remis | non distribuable | non délivré | échec de la remise | échec de remise | échec de distribution | message non remis',
  'message non distribué | remise impossible | échec d’envoi',
  'no se puede entregar | no entregado | no se pudo entregar | error de entrega | mensaje no entregado | entrega fallida',
  'não entregue | falha na entrega | não foi possível entregar | mensagem não entregue | impossível entregar',
  '无法送达 | 无法投递 | 未送达 | 未传递 | 退信 | 系统退信 | 邮件被退回 | 投递失败 | 發送失敗 | 無法傳遞 | 無法送達 | 無法遞送 | 郵件退回',
  '배달되지 않음 | 배달 실패 | 배달할 수 없음 | 전송 실패 | 발송 실패 | 반송 | 메일 전송 실패 | [반송]',
  'non recapitabile | mancato recapito | onbestelbaar | niet bezorgd | недоставленное',
);

/** What their texts say. */
export const FAILED_TEXTS: readonly string[] = listOf(
  'this is the qmail-send program | unable to deliver your message | able to deliver your message to the following',
  'could not be delivered | couldn’t be delivered | cannot be delivered | was not delivered to',
  'wasn’t delivered to | permanent fatal errors | delivery to the following recipient failed',
  'delivery has failed to these recipients | did not reach some or all of the intended recipients | user unknown',
  'delivery to the following recipients failed | message has been blocked | address not found | your message was rejected',
  'did not receive this message | was rejected by a remote mail server | account is disabled | over quota',
  "this user doesn't have a | mailbox is full | mailbox full | mailbox unavailable | unknown user | no such user",
  '配信できません | 配信できませんでした | 配信に失敗しました | 配信されませんでした | 配信されていません | 送信できませんでした',
  'お届けできませんでした | お届けすることができませんでした | 届けることができませんでした | 送信することができませんでした',
  '配信することができませんでした | 宛先が見つかりません | 宛先不明 | 該当するユーザ | 該当のユーザ | 存在しません | 見つかりませんでした',
  'アドレスが見つから | アドレス不明 | メールボックスがいっぱい | 容量を超え | 容量オーバー | 受信を拒否 | 受信拒否 | 戻されました | 返送されました',
  'nicht zugestellt werden | nicht ausgeliefert werden | fehler bei der nachrichtenzustellung | nicht erreicht',
  'échec de la remise | pas pu être remis | pas pu être distribué | n’a pas été remis | impossible de remettre',
  'no se pudo entregar | no se ha podido entregar | no se entregó | não foi entregue | não pôde ser entregue',
  '无法送达 | 无法投递 | 未能送达 | 無法傳遞 | 無法送達 | 不存在 | 被退回 | 배달하지 못했습니다 | 전달되지 않았습니다 | 배달되지',
  'non è stato recapitato | impossibile recapitare | kan niet worden bezorgd | niet worden afgeleverd',
);

/** How subjects begin of those that say that a mail is late, or arrived. */
export const STATUS_SUBJECTS: readonly string[] = listOf(
  'delivery status notification (delay) | delayed mail | delivery delayed | mail delivery delayed | delivery delay',
  'warning: message | warning: could not send message for past | message delayed | delivery incomplete',
  'delivery status notification (success) | successful mail delivery report | delivered: | relayed: | read: | 開封済み',
  '配信遅延 | 配信の遅延 | 配送遅延 | メール配信遅延 | 配信済み | verzögert | zustellung verzögert | zugestellt | gelesen: | retardé',
  'remise retardée | remis : | lu : | entrega retrasada | retrasado | entregado | leído: | entrega atrasada | 投递延迟 | 傳遞延遲',
  '已读: | 已讀取: | 배달 지연 | 읽음: | in ritardo | vertraagd',
);

/** What the texts say of those that are late. */
export const DELAYED_TEXTS: readonly string[] = listOf(
  'has not yet been delivered | still trying | will be retried | will keep trying | will continue to try | gmail will retry',
  'you do not need to resend | this is a warning message only | delivery has been delayed | temporary problem',
  '引き続き配信を試み | 再送を試み | 再送信を試み | 再試行 | 遅延してい | noch nicht zugestellt | weitere zustellversuche',
  'pas encore été remis | nouvelle tentative | aún no se ha entregado | se seguirá intentando | ainda não foi entregue',
);

/** Who sends reports of delivery, by the part of the address before the @, or by name. */
export const MAIL_SYSTEMS: readonly string[] = listOf(
  'mailer-daemon | mailer_daemon | mailerdaemon | mail-daemon | maildaemon | mdaemon | mail.daemon',
);

export const MAIL_SYSTEM_NAMES: readonly string[] = listOf(
  'mail delivery subsystem | mail delivery system | mail delivery service | microsoft outlook | postmaster',
  'メール配信サブシステム | メール配信システム | メール配送システム | internet mail delivery | mail administrator | system administrator',
);
