import { fixed, saying } from './phrase.ts';

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
  newestEvents: fixed('Newest', '最新の履歴'),
  allEventsOfMailbox: fixed('Older events of this mailbox', 'このメールボックスの以前の履歴'),
  eventsUnreadable: saying(
    (count: number) =>
      `${count === 1 ? '1 event' : `${count} events`} of this page cannot be read.`,
    (count) => `このページの ${count} 件の履歴を読み取れません。`,
  ),
  noEvents: fixed('Nothing has happened yet.', 'まだ履歴はありません。'),
  byConnector: fixed('Noticed by the connector', 'コネクタが検出'),
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
    'Refreshes held back, as most failed in the same way',
    '多くの更新が同じ原因で失敗したため、更新を抑えました',
  ),
  event_fleet_probes_failing: fixed(
    'Checks of all mailboxes fail for one reason',
    'すべてのメールボックスの確認が同じ原因で失敗しています',
  ),
  event_fleet_probes_recovered: fixed(
    'Checks of all mailboxes pass again',
    'すべてのメールボックスの確認が正常に戻りました',
  ),
  event_signed_in: fixed('Signed in to the setup page', '設定ページにサインインしました'),
  event_sign_in_refused: fixed(
    'Sign-in refused: not an administrator',
    'サインインを拒否しました(管理者ではありません)',
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
  method_consent: fixed('the owner’s consent', '所有者の許可'),
  method_delegation: fixed('a service account', 'サービス アカウント'),
  event_fleet_resumed: fixed('Refreshes go on as usual', '通常の更新を再開しました'),
} as const;
