import { fixed } from './phrase.ts';

/** The texts of the page that connects a mailbox, and Google's scopes in words. */
export const CONNECT = {
  connectTitle: fixed('Connect a mailbox', 'メールボックスを接続'),
  connectIntro: fixed(
    'Choose the least that you need. To widen it later, connect the same mailbox again.',
    '必要最小限の権限を選んでください。後から広げるには、同じメールボックスをもう一度接続してください。',
  ),
  profileLegend: fixed('What may the connector do?', 'コネクタに許可する操作'),
  profile_probe: fixed('Check only', '確認のみ'),
  profile_probe_means: fixed(
    'Proves that the connection works by reading the names of the labels. It cannot read or send mail.',
    'ラベル名を読み取り、接続が機能していることを確認します。メールの閲覧や送信はできません。',
  ),
  profile_send: fixed('Send', '送信'),
  profile_send_means: fixed(
    'Sends mail as this mailbox, for instance the answer to a case. It cannot read mail.',
    'ケースへの返信など、このメールボックスからメールを送信します。メールの閲覧はできません。',
  ),
  profile_receive_and_send: fixed('Receive and send', '受信と送信'),
  profile_receive_and_send_means: fixed(
    'Reads mail, sends answers, and labels or archives what is done. It cannot delete mail for good.',
    'メールの閲覧、返信、ラベル付け、アーカイブを行います。メールの完全な削除はできません。',
  ),
  profile_everything: fixed('Everything, including IMAP', 'すべて(IMAP を含む)'),
  profile_everything_means: fixed(
    'Full access, also over IMAP and SMTP, and deleting mail for good. Only for tools that need IMAP.',
    'IMAP や SMTP を含む完全なアクセスで、メールの完全な削除もできます。IMAP が必要な場合にのみ選択してください。',
  ),
  class_open: fixed('Not sensitive', '非機密'),
  class_sensitive: fixed('Sensitive at Google', '機密性の高いスコープ'),
  class_restricted: fixed('Restricted at Google', '制限付きスコープ'),
  classesMeaning: fixed('What “restricted” means', '「制限付きスコープ」とは'),
  classesExplained: fixed(
    'Google sorts its scopes. If people outside your own organization connect mailboxes, Google verifies an app that asks for sensitive scopes, and asks for a yearly security assessment on top for restricted ones. An app that is “Internal” to your Google Workspace needs neither, but its administrator may have to set it to “Trusted”.',
    'Google はスコープを分類しています。組織外の方がメールボックスを接続する場合、機密性の高いスコープには Google によるアプリの審査が、制限付きスコープにはさらに年 1 回のセキュリティ評価が必要です。Google Workspace の「内部」アプリにはどちらも不要ですが、管理者がアプリを [信頼できる] に設定する必要がある場合があります。',
  ),
  identityAsked: fixed(
    'Beside these, openid and email are always asked for: they tell which mailbox it is.',
    'このほかに、どのメールボックスかを確認するため、openid と email を必ず要求します。',
  ),
  profileInvalid: fixed('Choose one of these.', 'いずれか 1 つを選択してください。'),
  mailboxField: fixed('Mailbox address', 'メールボックスのアドレス'),
  optional: fixed('optional', '任意'),
  mailboxHint: fixed(
    'If you give one, only this account is accepted, and Google suggests it.',
    '入力すると、このアカウントだけが受け付けられ、Google の画面でも候補として表示されます。',
  ),
  mailboxInvalid: fixed(
    'This is not an email address. Correct it, or leave the field empty.',
    'メールアドレスの形式が正しくありません。修正するか、空欄にしてください。',
  ),
  continueToGoogle: fixed('Continue to Google', 'Google に進む'),
  createLink: fixed('Create a link for the owner', '所有者用のリンクを作成'),
  whichButton: fixed(
    'Continue if you can sign in to the mailbox yourself. Otherwise create a link and send it to its owner.',
    'ご自身でサインインできる場合は、そのまま進んでください。それ以外の場合は、リンクを作成して所有者に送ってください。',
  ),
  linksLink: fixed('Links', 'リンク'),
  allLinks: fixed('All links', 'リンクの一覧'),
  linksTitle: fixed('Links for owners', '所有者用のリンク'),
  linksIntro: fixed(
    'These links may still connect a mailbox. Withdraw one that went to the wrong person. A link is shown only when it is created.',
    'メールボックスの接続にまだ使えるリンクです。誤って送ったリンクは取り消してください。リンクの URL は作成時にのみ表示されます。',
  ),
  noLinks: fixed('No link is waiting for its owner.', '使用待ちのリンクはありません。'),
  linkForAny: fixed('Any mailbox', '任意のメールボックス'),
  linkNotOpened: fixed('Not used yet', '未使用'),
  linkOpened: fixed('Its owner continued to Google', '所有者が Google に進みました'),
  withdrawLink: fixed('Withdraw', '取り消す'),
  scope_labels: fixed('See and edit your email labels', 'メールのラベルの表示と編集'),
  scope_send: fixed('Send email on your behalf', 'ユーザーに代わってメールを送信'),
  scope_modify: fixed(
    'Read, compose, and send emails from your Gmail account',
    'Gmail アカウントからのメールの閲覧、作成、送信',
  ),
  scope_full: fixed(
    'Read, compose, send, and permanently delete all your email from Gmail',
    'Gmail のすべてのメールの閲覧、作成、送信、完全な削除',
  ),
} as const;
