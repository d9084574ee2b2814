import { fixed, saying } from './phrase.ts';

/** The texts about single mailboxes, in the list and on their pages, and of the page that disconnects one. */
export const MAILBOXES = {
  mailboxes: fixed('Mailboxes', 'メールボックス'),
  connectMailbox: fixed('Connect a mailbox', 'メールボックスを接続'),
  status_well: fixed('Working', '正常'),
  status_not_checked: fixed('Connected, not checked yet', '接続済み(未確認)'),
  status_failing: fixed('Failing', '問題あり'),
  status_needs_reconnect: fixed('Needs reconnect', '再接続が必要'),
  status_disconnected: fixed('Disconnected', '切断済み'),
  may_probe: fixed('Access: check only', '権限: 確認のみ'),
  may_send: fixed('Access: send mail', '権限: メールの送信'),
  may_receive_and_send: fixed('Access: receive and send mail', '権限: メールの受信と送信'),
  may_everything: fixed('Access: everything, IMAP included', '権限: すべて(IMAP を含む)'),
  lastCheck: fixed('Last check', '前回の確認'),
  neverChecked: fixed('Not checked yet', 'まだ確認していません'),
  checkFailed: fixed('failed', '失敗'),
  nextRefresh: fixed('Next refresh', '次回の更新'),
  nonePlanned: fixed('None planned', '予定なし'),
  dueNow: fixed('Due now', 'まもなく'),
  failingSince: fixed('First failed', '失敗の発生'),
  nextCheck: fixed('Next check', '次回の確認'),
  lastRefresh: fixed('Last refresh', '前回の更新'),
  notYet: fixed('Not yet', 'まだありません'),
  connectedAt: fixed('Connected', '接続'),
  lastUsed: fixed('Last used', '最終使用'),
  grants: fixed('Grants at Google', 'Google の発行済みトークン'),
  grantsMinted: saying(
    (count: number) => `${count} of 100 grants`,
    (count) => `Google の発行済みトークン ${count} / 100`,
  ),
  grantsOfCap: saying(
    (count: number) => `${count} of 100`,
    (count) => `100 件中 ${count} 件`,
  ),
  grantsNearCap: fixed(
    'Google keeps at most 100 grants of one mailbox for this app and silently ends the oldest. Disconnect and connect it once to free them.',
    'Google が保持する許可は、このアプリではメールボックスごとに最大 100 件で、超えると最も古い許可が通知なく無効になります。一度切断して接続し直すと、上限までの余裕が元に戻ります。',
  ),
  accessEnds: saying(
    (date: string) => `Access ends on ${date}`,
    (date) => `アクセスは ${date} に終了`,
  ),
  accessEndsLimited: saying(
    (date: string) => `Access ends on ${date}: the owner allowed it for a limited time.`,
    (date) => `アクセスは ${date} に終了します。所有者が期間を限定して許可しています。`,
  ),
  accessEndsRemedy: fixed(
    'Reconnect before then; the owner ticks ongoing access on Google’s page.',
    '期限までに再接続し、所有者が Google の画面で継続的なアクセスのチェックボックスをオンにしてください。',
  ),
  accessEndsTesting: saying(
    (date: string) =>
      `Access ends on ${date}: Google ends each consent after 7 days while the app’s publishing status is “Testing”.`,
    (date) =>
      `アクセスは ${date} に終了します。アプリの公開ステータスが「テスト中」の間、許可は 7 日で失効します。`,
  ),
  accessEndsTestingRemedy: fixed(
    'Publish the app in the Google Cloud console, then reconnect the mailbox.',
    'Google Cloud コンソールでアプリを公開してから、メールボックスを再接続してください。',
  ),
  methodTitle: fixed('How it is connected', '接続方法'),
  method: fixed('Connected by', '接続方法'),
  methodConsent: fixed(
    'By its owner’s consent at Google.',
    'Google での所有者の許可により接続しています。',
  ),
  methodDelegation: fixed('By the service account', '接続に使用しているサービス アカウント:'),
  methodGone: fixed(
    'By a service account that was removed from the connector.',
    '登録が削除されたサービス アカウントで接続していました。',
  ),
  methodNone: fixed('It is not connected now.', '現在は接続されていません。'),
  useServiceAccount: fixed('Use the service account', 'サービス アカウントを使う'),
  useServiceAccountMeans: fixed(
    'Google is asked first whether it may act for this mailbox. Then the owner’s consent is revoked.',
    '代理できることを Google に確認してから切り替え、所有者の許可を取り消します。',
  ),
  useServiceAccountAgain: fixed(
    'Google is asked first whether it may act for this mailbox.',
    '代理できることを Google に確認してから接続します。',
  ),
  whichServiceAccount: fixed('Service account', 'サービス アカウント'),
  connectByConsent: fixed('Connect with the owner’s consent', '所有者の許可で接続'),
  connectByConsentMeans: fixed(
    'You sign in to the mailbox at Google, or send its owner a link. The service account serves it until then.',
    'ご自身でメールボックスにログインするか、所有者にリンクを送ります。許可されるまではサービス アカウントで接続します。',
  ),
  fallbackField: fixed(
    'If the owner’s consent ends, use',
    '許可が失効した場合に使うサービス アカウント',
  ),
  fallbackMeans: fixed(
    'The mailbox then goes on by the service account, and nobody has to reconnect it.',
    '失効するとサービス アカウントに切り替わり、再接続は不要です。',
  ),
  fallbackNone: fixed('None', 'なし'),
  connectionId: fixed('Connection ID', '接続 ID'),
  scopes: fixed('Scopes', 'スコープ'),
  labels: fixed('Labels', 'ラベル'),
  labelsMore: saying(
    (count: number) => `and ${count} more`,
    (count) => `ほか ${count} 件`,
  ),
  checkNow: fixed('Check now', '今すぐ確認'),
  refreshNow: fixed('Refresh now', '今すぐ更新'),
  actionsOf: saying(
    (address: string) => `Actions for ${address}`,
    (address) => `${address} の操作`,
  ),
  reconnect: fixed('Reconnect', '再接続'),
  disconnect: fixed('Disconnect', '切断'),
  linkForOwner: fixed('Send link to owner', '所有者にリンクを送る'),
  ofMailbox: saying(
    (address: string) => `: ${address}`,
    (address) => `: ${address}`,
  ),
  listContinues: fixed('Pages of mailboxes', 'メールボックス一覧のページ'),
  nextPage: fixed('Next page', '次のページ'),
  firstPage: fixed('First page', '最初のページ'),
  emptyTitle: fixed('Connect your first mailbox', '最初のメールボックスを接続しましょう'),
  emptyIntro: fixed(
    'It takes about a minute. This is what happens:',
    '1 分ほどで完了します。手順は次のとおりです。',
  ),
  noneConnectedTitle: fixed('No mailbox is connected', '接続中のメールボックスはありません'),
  noneConnectedIntro: fixed(
    'The history names the mailboxes that were disconnected. Connecting one takes about a minute:',
    '切断したメールボックスは [履歴] で確認できます。接続は 1 分ほどで完了します。',
  ),
  emptyChoose: fixed(
    'You choose what the connector may do with the mailbox.',
    'コネクタに許可する操作を選びます。',
  ),
  emptyAllow: fixed(
    'Its owner signs in at Google and clicks “Continue”. That may be you, or somebody to whom you send a link.',
    '所有者が Google にログインし、[続行] をクリックします。ご自身のメールボックスでなければ、所有者にリンクを送れます。',
  ),
  emptyKept: fixed(
    'From then on the connector keeps the access alive, checks it, and tells you here if somebody has to act.',
    '以後は、コネクタがアクセスを維持して定期的に確認します。対応が必要になった場合は、この画面でお知らせします。',
  ),
  emptyMail: fixed(
    'Its mail becomes cases once Salesforce is connected, and “Mail into cases” is turned on for the mailbox:',
    'Salesforce を接続し、メールボックスの「メールをケースに登録」をオンにすると、メールがケースとして登録されます:',
  ),
  recordsUnreadable: saying(
    (count: number) =>
      `${count === 1 ? 'The stored record of 1 mailbox' : `The stored records of ${count} mailboxes`} cannot be read. Open the mailbox and click “Reconnect”: its owner’s consent replaces the record. The connector’s operator can also restore a backup.`,
    (count) =>
      `${count} 件のメールボックスのレコードを読み取れません。メールボックスを開いて [再接続] をクリックすると、所有者の許可によってレコードが置き換えられます。運用担当者がバックアップから復元することもできます。`,
  ),
  pageEmpty: fixed(
    'There are no mailboxes on this page.',
    'このページにメールボックスはありません。',
  ),
  disconnectTitle: fixed('Disconnect this mailbox?', 'このメールボックスを切断しますか?'),
  disconnectRevokes: fixed(
    'At Google, all access of this app to this mailbox is revoked, whatever it was granted for.',
    'Google で、このメールボックスに対するこのアプリのアクセス権がすべて取り消されます。',
  ),
  disconnectForgets: fixed(
    'Then the connector forgets the grant. Salesforce can no longer use the mailbox.',
    'その後、コネクタは保管している許可情報を削除します。Salesforce からこのメールボックスを使用できなくなります。',
  ),
  notDisconnectedTitle: fixed(
    'The mailbox was not disconnected',
    'メールボックスを切断できませんでした',
  ),
  notDisconnectedUnchanged: fixed(
    'Its access at Google could not be revoked, so it stays connected. Nothing tries again by itself.',
    'Google のアクセス権を取り消せなかったため、接続されたままです。自動では再試行されません。',
  ),
  tryAgain: fixed('Try to disconnect again', 'もう一度切断する'),
  forgetTitle: fixed('Forget it here without revoking', '取り消さずに、ここから削除する'),
  forgetLeaves: fixed(
    'The connector deletes the grant, and Salesforce can no longer use the mailbox. At Google the access stays until the mailbox’s owner removes this app at',
    'コネクタは保管している許可情報を削除し、Salesforce からこのメールボックスを使用できなくなります。Google 側のアクセス権は、メールボックスの所有者が次のページでこのアプリを削除するまで残ります:',
  ),
  forgetConfirm: fixed('Forget it here without revoking', '取り消さずに、ここから削除'),
  disconnectKeeps: fixed(
    'Mail in the mailbox and cases in Salesforce stay as they are.',
    'メールボックス内のメールと Salesforce のケースは、そのまま残ります。',
  ),
  disconnectAgain: fixed(
    'It can be connected again at any time, if its owner allows it.',
    '所有者が許可すれば、いつでも接続し直せます。',
  ),
  disconnectConfirm: fixed('Disconnect mailbox', 'メールボックスを切断'),
  cancel: fixed('Cancel', 'キャンセル'),
} as const;
