import { fixed, grouped, saying } from './phrase.ts';

/** The texts of the audit trail: what happened, and who did it. */
export const EVENTS = {
  history: fixed('History', '履歴'),
  eventsTitle: fixed('History of all mailboxes', 'すべてのメールボックスの履歴'),
  eventsIntro: fixed(
    'What happened, why, and who did it, the newest first. Events are kept for 400 days.',
    '内容、理由、実行者を新しい順に表示します。履歴は 400 日間保管されます。',
  ),
  eventsTitleOf: saying(
    (address: string) => `History of ${address}`,
    (address) => `${address} の履歴`,
  ),
  eventsContinue: fixed('Pages of the history', '履歴のページ'),
  olderEvents: fixed('Older', '以前の履歴'),
  newerEvents: fixed('Newer', '新しい履歴'),
  noSuchEvents: fixed('Nothing in the history fits.', '条件に一致する履歴はありません。'),
  historySubject: fixed('About', '対象'),
  subject_any: fixed('Everything', 'すべて'),
  subject_connections: fixed('Connections of mailboxes', 'メールボックスの接続'),
  subject_checks: fixed('Checks', '定期確認'),
  subject_mail: fixed('Mail and cases', 'メールとケース'),
  subject_salesforce: fixed('Salesforce organizations and callers', 'Salesforce 組織と呼び出し元'),
  subject_service_accounts: fixed('Service accounts', 'サービス アカウント'),
  subject_people: fixed('Sign-ins and links', 'ログインとリンク'),
  historyBy: fixed('By (address)', '実行者(アドレス)'),
  historyFrom: fixed('From', '開始日'),
  historyTo: fixed('To', '終了日'),
  historyFilter: fixed('Filter', '絞り込む'),
  historyEverything: fixed('Show everything', 'すべて表示'),
  daysInUtc: fixed('Days begin at 00:00 UTC.', '日付は UTC の 00:00 で区切ります。'),
  exportHistory: fixed('Export as CSV', 'CSV で出力'),
  columnWhen: fixed('When (UTC)', '日時(UTC)'),
  columnWhat: fixed('What', '内容'),
  columnWhose: fixed('Mailbox', 'メールボックス'),
  columnBy: fixed('By', '実行者'),
  columnThroughLink: fixed('Link by', 'リンクの作成者'),
  columnOf: fixed('Property', '項目'),
  columnFrom: fixed('Before', '変更前'),
  columnTo: fixed('After', '変更後'),
  historyCut: saying(
    (count: number) =>
      `Only the newest ${grouped(count)} events are exported. Narrow the history by days.`,
    (count) => `新しい順に ${grouped(count)} 件のみ出力しました。日付で絞り込んでください。`,
  ),
  allEventsOfMailbox: fixed('Older events of this mailbox', 'このメールボックスの以前の履歴'),
  eventsUnreadable: saying(
    (count: number) =>
      `${count === 1 ? '1 event' : `${count} events`} of this page cannot be read.`,
    (count) => `このページの ${count} 件の履歴を読み取れません。`,
  ),
  noEvents: fixed('Nothing has happened yet.', 'まだ履歴はありません。'),
  byConnector: fixed('Detected by the connector', 'コネクタが検出'),
  byWhom: saying(
    (who: string) => `By ${who}`,
    (who) => `実行者: ${who}`,
  ),
  byOwner: saying(
    (owner: string) => `${owner} consented`,
    (owner) => `${owner} が許可`,
  ),
  byOwnerThroughLink: saying(
    (owner: string, linkBy: string) => `${owner} consented; link by ${linkBy}`,
    (owner, linkBy) => `${owner} が許可(リンクの作成者: ${linkBy})`,
  ),
  byRequester: saying(
    (who: string) => `Found when ${who} checked`,
    (who) => `${who} の操作時に検出`,
  ),
  changedFromTo: saying(
    (from: string, to: string) => `Before: ${from}. Now: ${to}.`,
    (from, to) => `変更前: ${from}。変更後: ${to}。`,
  ),
  event_connected: fixed('Connected', '接続しました'),
  event_reconnected: fixed('Reconnected', '再接続しました'),
  event_needs_reconnect: fixed('Stopped working, needs a reconnect', '再接続が必要になりました'),
  event_recovered: fixed('Works again', '復旧しました'),
  event_disconnected: fixed('Disconnected', '切断しました'),
  event_forgotten: fixed(
    'Disconnected, without revoking its access at Google',
    '切断しました(Google のアクセス権は取り消せていません)',
  ),
  event_probe_failing: fixed('Checks fail', '確認に失敗するようになりました'),
  event_probe_recovered: fixed('Checks pass again', '確認が再び成功するようになりました'),
  event_address_changed: fixed(
    'The Google account has a new address',
    'Google アカウントのアドレスが変更されました',
  ),
  event_grants_near_cap: fixed(
    'Close to Google’s limit of 100 grants',
    'Google の許可数の上限(100 件)に近づきました',
  ),
  event_grant_ending: fixed('Access ends soon', 'アクセスがまもなく終了します'),
  event_security_event: fixed(
    'Google reported a security event',
    'Google からセキュリティ イベントの通知がありました',
  ),
  event_link_made: fixed('Link for the owner created', '所有者用のリンクを作成しました'),
  event_imap_enabled: fixed('IMAP turned on in Gmail', 'Gmail の IMAP を有効にしました'),
  event_link_withdrawn: fixed('Link for the owner withdrawn', '所有者用のリンクを取り消しました'),
  event_fleet_paused: fixed(
    'Token refreshes paused: most fail with the same error',
    '多くの更新が同じ原因で失敗したため、トークンの更新を一時停止しました',
  ),
  event_fleet_probes_failing: fixed(
    'Checks of all mailboxes fail for one reason',
    'すべてのメールボックスの確認が同じ原因で失敗しています',
  ),
  event_fleet_probes_recovered: fixed(
    'Checks of all mailboxes pass again',
    'すべてのメールボックスの確認が正常に戻りました',
  ),
  event_signed_in: fixed('Signed in to the setup page', '設定ページにログインしました'),
  event_keys_backed_up: fixed(
    'Confirmed that the sealing keys are backed up',
    '暗号化キーのバックアップを確認しました',
  ),
  event_sign_in_refused: fixed(
    'Sign-in refused: not an administrator',
    'ログインを拒否しました(管理者ではありません)',
  ),
  event_fallback_took_over: fixed(
    'Google stopped accepting the owner’s consent, and the service account took over',
    '所有者の許可が失効したため、サービス アカウントに切り替わりました',
  ),
  event_fallback_changed: fixed(
    'Changed which service account takes over if the owner’s consent ends',
    '許可が失効した場合に引き継ぐサービス アカウントを変更しました',
  ),
  event_delegation_added: fixed('Service account added', 'サービス アカウントを追加しました'),
  event_delegation_changed: fixed('Service account changed', 'サービス アカウントを変更しました'),
  event_delegation_key_added: fixed(
    'Key added to the service account',
    'サービス アカウントに鍵を追加しました',
  ),
  event_delegation_key_removed: fixed(
    'Key of the service account removed',
    'サービス アカウントの鍵を削除しました',
  ),
  event_delegation_removed: fixed('Service account removed', 'サービス アカウントを削除しました'),
  event_org_added: fixed('Salesforce organization connected', 'Salesforce 組織を接続しました'),
  event_org_changed: fixed(
    'Salesforce organization changed',
    'Salesforce 組織の設定を変更しました',
  ),
  event_org_removed: fixed('Salesforce organization removed', 'Salesforce 組織を削除しました'),
  event_intake_on: fixed('Mail into cases turned on', '「メールをケースに登録」をオンにしました'),
  event_intake_off: fixed('Mail into cases turned off', '「メールをケースに登録」をオフにしました'),
  event_routing_changed: fixed(
    'Changed how mail becomes cases',
    'メールをケースに登録する設定を変更しました',
  ),
  event_mail_held: fixed('Mail is held', 'メールを保留しました'),
  event_mail_released: fixed('Held mail is tried again', '保留中のメールを再試行しました'),
  event_mail_skipped_by_person: fixed('Mail skipped', 'メールをスキップしました'),
  event_org_paused: fixed(
    'Salesforce refuses all mail, which waits',
    'Salesforce がすべてのメールを拒否しているため、登録を待っています',
  ),
  event_org_resumed: fixed(
    'Salesforce accepts mail again',
    'Salesforce へのメールの登録を再開しました',
  ),
  event_backfill_begun: fixed('Earlier mail was asked for', '以前のメールの取り込みを開始しました'),
  event_backfill_ended: fixed(
    'The bringing of earlier mail ended',
    '以前のメールの取り込みを終了しました',
  ),
  event_mail_moved: fixed('Mail was moved to another case', 'メールを別のケースへ移動しました'),
  event_mail_customer_corrected: fixed(
    'The customer of a forwarded mail is the forwarder',
    '転送メールの顧客を転送者に変更しました',
  ),
  event_sweep_found_mail: fixed(
    'The nightly search found mail that was not announced',
    '夜間の確認で、通知されなかったメールが見つかりました',
  ),
  statementOfDay: saying(
    (day: string) => `Statement of ${day} (UTC)`,
    (day) => `${day}(UTC)の明細`,
  ),
  andMoreMails: saying(
    (count: number) => `and ${count} more`,
    (count) => `ほか ${count} 通`,
  ),
  event_books_differ: fixed('The statement of a day has differences', '1 日の明細に差異があります'),
  event_push_silent: fixed(
    'Gmail announces no new mail',
    'Gmail から新着メールの通知が届いていません',
  ),
  event_address_erased: fixed(
    'The address of a person was erased from the threads of mail',
    '1 人のメールアドレスをメールのスレッドから消去しました',
  ),
  event_caller_added: fixed('Salesforce caller added', 'Salesforce の呼び出し元を追加しました'),
  event_caller_changed: fixed('Salesforce caller changed', 'Salesforce の呼び出し元を変更しました'),
  event_caller_secret_added: fixed(
    'New secret for the Salesforce caller',
    'Salesforce の呼び出し元に新しいシークレットを作成しました',
  ),
  event_caller_secret_removed: fixed(
    'Earlier secret of the Salesforce caller ended',
    'Salesforce の呼び出し元の以前のシークレットを無効にしました',
  ),
  event_caller_removed: fixed('Salesforce caller removed', 'Salesforce の呼び出し元を削除しました'),
  event_send_not_sent: fixed(
    'A mail was not sent, because the connector was interrupted',
    '処理が中断されたため、メールは送信されていません',
  ),
  event_send_unknown: fixed(
    'It is not certain whether a mail was sent',
    'メールが送信されたかどうかを確認できません',
  ),
  event_send_row_failed: fixed(
    'A mail was sent, and could not be written to its case',
    'メールは送信済みですが、ケースに登録できませんでした',
  ),
  method_consent: fixed('the owner’s consent', '所有者の許可'),
  method_delegation: fixed('a service account', 'サービス アカウント'),
  event_fleet_resumed: fixed('Refreshes go on as usual', '通常の更新を再開しました'),
} as const;
