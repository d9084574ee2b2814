import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts of “Mail into cases” on a mailbox's page, and of the page that turns it on. */
export const MAIL = {
  mailIntoCases: fixed('Mail into cases', 'メールをケースに登録'),
  mailOff: fixed('Off', 'オフ'),
  mailOn: fixed('On', 'オン'),
  mailStuck: fixed('Cannot be read', '読み取り不可'),
  mailOffMeans: fixed(
    'Mail of this mailbox becomes no cases. Turn it on, and each new mail becomes a case in Salesforce, or joins the case that it answers.',
    'このメールボックスのメールは、ケースに登録されていません。オンにすると、新着メールが Salesforce のケースとして登録され、返信は元のケースに追加されます。',
  ),
  mailNotAllowed: fixed(
    'The connector may not read this mailbox’s mail.',
    'コネクタには、このメールボックスのメールを読む権限がありません。',
  ),
  mailReconnectMeans: fixed(
    'Connect the mailbox again with “Receive and send”. Everything else stays as it is.',
    '「受信と送信」の権限で接続し直してください。ほかの設定は変わりません。',
  ),
  mailReconnect: fixed('Reconnect with “Receive and send”', '「受信と送信」で再接続'),
  mailDelegatedMeans: fixed(
    'What its service account may do is fixed. Use a service account that may receive and send mail.',
    'サービス アカウントの権限は変更できません。「受信と送信」の権限を持つサービス アカウントを使ってください。',
  ),
  mailNeedsOrg: fixed(
    'First connect the Salesforce organization in which its mail becomes cases.',
    '先に、ケースを登録する Salesforce 組織を接続してください。',
  ),
  turnMailOn: fixed('Turn on', 'オンにする'),
  changeMail: fixed('Change', '変更'),
  turnMailOff: fixed('Turn off', 'オフにする'),
  turnMailOffMeans: fixed(
    'New mail stays in Gmail and becomes no cases; what waits or is held is not filed. Cases in Salesforce stay as they are. When you turn it on again, you can choose to take the mail of the last 30 days, so that none is missed.',
    '新着メールは Gmail に残り、ケースには登録されません。待機中または保留中のメールも登録されません。Salesforce のケースはそのまま残ります。再びオンにするときに、最大 30 日前からのメールを登録するよう選択できます。',
  ),
  turnMailOffConfirm: fixed('Turn off Mail into cases', '「メールをケースに登録」をオフにする'),
  mailOrg: fixed('Organization', '組織'),
  orgGone: fixed('It was removed', '登録が削除されています'),
  mailLabel: fixed('Mail with the label', '対象のラベル'),
  inbox: fixed('Inbox', '受信トレイ'),
  mailSince: fixed('Mail since', '対象期間の開始'),
  lastPush: fixed('Gmail last announced mail', 'Gmail からの最後の通知'),
  lastRead: fixed('Last read', '最後の読み取り'),
  watchUntil: fixed('Gmail announces until', 'Gmail からの通知の期限'),
  notAnnounced: fixed('Not announced: looked for every minute', '通知なし(1 分ごとに確認)'),
  heldMail: fixed('Held mail', '保留中のメール'),
  heldCount: saying(
    (count: number) => `${counted(count, 'mail is', 'mails are')} held`,
    (count) => `保留中のメール ${grouped(count)} 通`,
  ),
  mailCount: saying(
    (count: number) => counted(count, 'mail', 'mails'),
    (count) => `${grouped(count)} 通`,
  ),
  noneHeld: fixed('None', 'なし'),
  lastMessages: fixed('Last messages', '最近のメール'),
  listingOn: saying(
    (found: number) =>
      `The mailbox is being listed: ${counted(found, 'mail', 'mails')} found so far.`,
    (found) => `メールボックスの一覧を読み取っています(検出済み ${grouped(found)} 通)。`,
  ),
  pushSilent: fixed(
    'Mail comes, but Gmail does not announce it. The mailbox is read every minute instead; no mail is lost.',
    'メールは届いていますが、Gmail から通知されていません。代わりに 1 分ごとに読み取るため、メールは失われません。',
  ),
  emulatedMailbox: fixed(
    'Open the emulated mailbox, and send it mail',
    '模擬メールボックスを開いてメールを送る',
  ),
  doneMail_on: fixed(
    'Mail into cases is on. The first mail is filed within a minute.',
    '「メールをケースに登録」をオンにしました。1 分以内に登録が始まります。',
  ),
  doneMail_changed: fixed(
    'Saved. It applies from the next mail on.',
    '保存しました。次のメールから適用されます。',
  ),
  doneMail_off: fixed('Mail into cases is off.', '「メールをケースに登録」をオフにしました。'),
  doneMail_backfill: fixed(
    'Earlier mail is being brought. It begins within a minute.',
    '以前のメールの取り込みは 1 分以内に始まります。',
  ),
  doneMail_backfill_stopped: fixed(
    'No more earlier mail is looked for. What was found is still filed.',
    '以前のメールの検索を停止しました。検出済みのメールは登録されます。',
  ),
  earlierMail: fixed('Bring earlier mail', '以前のメールを取り込む'),
  earlierMailMeans: fixed(
    'Takes the mail that arrived in the last days, before mail came by itself, oldest first. New mail is not kept waiting. Mail that is in Salesforce already opens no second case, and no auto-response is sent. Only mail that has the label now is taken.',
    '自動登録の開始より前に届いた、直近の日数分のメールを古い順に取り込みます。新着メールの登録は遅れません。Salesforce に登録済みのメールから 2 件目のケースが作成されることはなく、自動応答も送信されません。対象は、現在ラベルが付いているメールだけです。',
  ),
  earlierDays: fixed('How many days (1 to 30)', '日数(1~30)'),
  bringEarlierMail: fixed('Bring it', '取り込む'),
  backfillRuns: fixed('Earlier mail is being brought.', '以前のメールを取り込んでいます。'),
  backfillEnded: fixed('Earlier mail was brought.', '以前のメールの取り込みは終了しました。'),
  backfillSpan: fixed('Mail of', '対象期間'),
  backfillReached: fixed('Has come to', '処理済みの時点'),
  backfillFound: fixed('Found', '検出'),
  backfillDone: fixed('Done', '処理済み'),
  backfillLeft: fixed('Still to be filed', '登録待ち'),
  backfillEndedAt: fixed('Ended', '終了'),
  stopBackfill: fixed('Stop', '停止'),
  mailSettingsOf: saying(
    (address: string) => `Mail of ${address} into cases`,
    (address) => `${address} のメールをケースに登録`,
  ),
  chooseOrg: fixed('Show its values', 'この組織の値を表示'),
  mailLabelHint: fixed(
    'Mail is taken that arrives with this label. A filter in Gmail can set one.',
    'このラベルが付いて届いたメールを登録します。ラベルは Gmail のフィルタで付けられます。',
  ),
  caseOrigin: fixed('Case Origin', '発生源'),
  casePriority: fixed('Priority', '優先度'),
  caseRecordType: fixed('Record type', 'レコードタイプ'),
  caseOwner: fixed('Owner', '所有者'),
  orgDefault: fixed('The organization’s default', '組織のデフォルト'),
  owner_assignment_rules: fixed('By the assignment rules', '割り当てルールを適用'),
  owner_default: fixed('The organization’s default owner', '組織のデフォルトの所有者'),
  owner_queue: fixed('A queue', 'キュー'),
  ownerQueue: saying(
    (name: string) => `Queue: ${name}`,
    (name) => `キュー: ${name}`,
  ),
  startLegend: fixed('From when?', '登録を始める時期'),
  start_now: fixed('From now on', '今から'),
  start_now_means: fixed(
    'Only mail that arrives after you turn it on.',
    'オンにした後に届いたメールだけを登録します。',
  ),
  start_date: fixed('From a date on', '日付を指定'),
  start_date_means: fixed(
    'Also mail that is in the mailbox already, at most 30 days old. Each becomes a case; nobody is answered.',
    'すでに届いているメール(最大 30 日前まで)も登録します。1 通ごとにケースになりますが、返信は送信されません。',
  ),
  startDate: fixed('Date (from midnight UTC)', '日付(UTC の 0 時、日本時間の 9 時から)'),
  modeLegend: fixed('What is written to Salesforce?', 'Salesforce への登録'),
  mode_file: fixed('Mail becomes cases', 'ケースに登録する'),
  mode_file_means: fixed(
    'Each mail becomes a case, or joins the case that it answers.',
    'メールをケースとして登録します。返信は元のケースに追加します。',
  ),
  mode_shadow: fixed('Shadow mode: nothing is written', 'シャドーモード: 何も書き込まない'),
  mode_shadow_means: fixed(
    'Everything runs, and nothing is written to Salesforce. The statement of a day shows what Salesforce’s own Email-to-Case missed, doubled or put on another case. Choose this to compare before you switch.',
    '処理はすべて実行しますが、Salesforce には何も書き込みません。Salesforce 標準のメール-to-ケースで漏れた、重複した、または別のケースに入ったメールを、1 日の明細で確認できます。切り替え前の比較に使います。',
  ),
  doneMail_shadow: fixed(
    'Saved. Shadow mode is on: nothing is written to Salesforce.',
    '保存しました。シャドーモードがオンです。Salesforce には何も書き込みません。',
  ),
  shadowOn: fixed('Shadow mode', 'シャドーモード'),
  shadowMeans: fixed(
    'Nothing is written to Salesforce: mail of this mailbox becomes no cases, and the connector only notes what it would do. The statement compares that with what Salesforce’s own Email-to-Case did.',
    'Salesforce には何も書き込んでいません。このメールボックスのメールはケースに登録されず、コネクタは登録するはずだった内容を記録するだけです。明細では、Salesforce 標準のメール-to-ケースの結果と比較します。',
  ),
  choicesUnread: fixed(
    'The choices could not be read from Salesforce.',
    'Salesforce から選択肢を読み取れませんでした。',
  ),
  labelsUnread: fixed(
    'The labels could not be read from Gmail.',
    'Gmail からラベルを読み取れませんでした。',
  ),
  turnMailOnConfirm: fixed('Turn on Mail into cases', '「メールをケースに登録」をオンにする'),
} as const;
