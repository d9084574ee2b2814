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
  class_open: fixed('Not sensitive', '機密でないスコープ'),
  class_sensitive: fixed('Sensitive at Google', '機密性の高いスコープ'),
  class_restricted: fixed('Restricted at Google', '制限付きスコープ'),
  classesMeaning: fixed(
    'What Google asks for each class of scopes',
    'スコープの分類ごとに Google が求めること',
  ),
  class_open_asks: fixed(
    'Check only. Nothing: any app may ask for it.',
    '「確認のみ」。条件はありません。',
  ),
  class_sensitive_asks: fixed(
    'Send. Google verifies the app. Until then it shows a warning, and lets in 100 accounts at most over the project’s life.',
    '「送信」。Google によるアプリの確認が必要です。確認が終わるまでは警告が表示され、プロジェクト全体で 100 アカウントまでしか許可できません。',
  ),
  class_restricted_asks: fixed(
    '“Receive and send” and “Everything”. The same, and a security assessment every year.',
    '「受信と送信」「すべて」。アプリの確認に加え、年 1 回のセキュリティ評価が必要です。',
  ),
  classesOfInternal: fixed(
    'An app that is “Internal” to your Google Workspace needs none of this. Its administrator may still have to set it to “Trusted”.',
    'Google Workspace の「内部」アプリには、いずれも不要です。ただし、管理者がアプリを [信頼できる] に設定する必要がある場合があります。',
  ),
  scopesToCopy: fixed('Scopes to copy', 'コピーするスコープ'),
  beforeConsent: fixed('Before the first consent', '最初の接続の前に'),
  audienceKinds: fixed('Internal or External?', '「内部」と「外部」のどちらにしますか'),
  audienceKindsAnswer: fixed(
    'Internal lets in the accounts of the organization that owns the Google Cloud project, and needs no verification: choose it when all mailboxes are there. External lets in any account. It is set in the Google Cloud console, under Google Auth Platform > Audience.',
    '「内部」は、Google Cloud プロジェクトを所有する組織のアカウントだけが使え、アプリの確認は不要です。すべてのメールボックスが同じ組織にある場合に選びます。「外部」は、どのアカウントでも使えます。Google Cloud コンソールの [Google Auth Platform] > [対象] で設定します。',
  ),
  testingWeek: fixed(
    'Why would a connection end after seven days?',
    '接続が 7 日後に切れるのはどのような場合ですか',
  ),
  testingWeekAnswer: fixed(
    'Because the app’s publishing status is “Testing”: then only listed test users can connect, and Google ends every connection after seven days. Click “Publish app” under Audience before you connect mailboxes for daily use.',
    'アプリの公開ステータスが「テスト中」の場合です。登録したテストユーザーだけが接続でき、7 日後に Google がすべての接続を無効にします。本番で使うメールボックスを接続する前に、[対象] で [アプリを公開] をクリックしてください。',
  ),
  accountKinds: fixed(
    'Personal or Workspace account: what differs?',
    '個人アカウントと Google Workspace の違い',
  ),
  accountKindsAnswer: fixed(
    'The owner of a personal account decides alone; it needs an External app, and no service account can act for it. In a Google Workspace the administrator decides which apps may use Gmail, and can let a service account act for every mailbox. A changed password ends the owner’s consent in both.',
    '個人アカウントでは所有者だけで決められますが、「外部」アプリが必要で、サービス アカウントは使えません。Google Workspace では、どのアプリに Gmail を許可するかを管理者が決め、サービス アカウントにすべてのメールボックスへのアクセスを委任できます。どちらの場合も、パスワードを変更すると所有者の許可は無効になります。',
  ),
  trustedApp: fixed(
    'Why might Google say “admin_policy_enforced”?',
    'Google に「admin_policy_enforced」と表示されるのはなぜですか',
  ),
  trustedAppAnswer: fixed(
    'Because the Workspace restricts Gmail, and its administrator has not trusted this app yet. In the Admin console: Security > Access and data control > API controls > Manage Third-Party App Access > Configure new app, with this client ID, as “Trusted”. “Limited” is not enough.',
    'Google Workspace で Gmail へのアクセスが制限されていて、管理者がこのアプリをまだ信頼していないためです。管理コンソールの [セキュリティ] > [アクセスとデータ管理] > [API の制御] > [サードパーティ製アプリのアクセスを管理] > [新しいアプリを設定] で、次のクライアント ID を [信頼できる] に設定します。[限定] では不十分です。',
  ),
  methodKinds: fixed(
    'The owner’s consent, or a service account?',
    '所有者の許可とサービス アカウントのどちらを使いますか',
  ),
  methodKindsAnswer: fixed(
    'By consent each owner signs in once, here or over a link, and may end it. A service account acts for every mailbox of a Workspace once its administrator has delegated it: nobody signs in, and no changed password ends it. Take it for many mailboxes of one Workspace.',
    '所有者の許可では、各所有者がこの画面またはリンクから一度ログインします。許可は所有者が取り消せます。サービス アカウントでは、Google Workspace の管理者が一度委任すれば、所有者のログインは不要で、パスワードを変更しても切れません。同じ Google Workspace の多数のメールボックスには、サービス アカウントが適しています。',
  ),
  checklistHint: fixed(
    'What the connector could check already is on the',
    'コネクタが確認できた項目の一覧:',
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
    'ご自身でログインできる場合は、そのまま進んでください。それ以外の場合は、リンクを作成して所有者に送ってください。',
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
