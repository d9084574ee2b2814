import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts of the pages of service accounts. */
export const DELEGATIONS = {
  serviceAccounts: fixed('Service accounts', 'サービス アカウント'),
  serviceAccountsIntro: fixed(
    'A service account connects the mailboxes of a whole Google Workspace, without asking each owner. The Workspace’s administrator allows it once.',
    'サービス アカウントを使うと、所有者ごとの許可なしに、Google Workspace のメールボックスをまとめて接続できます。Workspace の管理者が一度だけ許可します。',
  ),
  connectMany: fixed(
    'To connect many mailboxes of your Google Workspace at once, without their owners:',
    '所有者の操作なしに、Google Workspace の多数のメールボックスをまとめて接続するには:',
  ),
  noServiceAccount: fixed('Add your first service account', '最初のサービス アカウントを追加'),
  delegationStepMake: fixed(
    'In the Google Cloud console, create a service account and, unless Google shall sign, a key.',
    'Google Cloud コンソールでサービス アカウントを作成します。Google に署名させない場合は、鍵も作成します。',
  ),
  delegationStepAdd: fixed(
    'Add it here. This page then shows what to enter in the Admin console.',
    'ここに追加すると、管理コンソールに入力する値が表示されます。',
  ),
  delegationStepAllow: fixed(
    'A super administrator of Google Workspace enters it under “Domain-wide delegation”.',
    'Google Workspace の特権管理者が [ドメイン全体の委任] に登録します。',
  ),
  delegationStepMailboxes: fixed(
    'Add the mailboxes: one address, or a list of thousands.',
    'メールボックスを追加します。1 件ずつでも、数千件の一覧でも追加できます。',
  ),
  addServiceAccount: fixed('Add a service account', 'サービス アカウントを追加'),
  addMailboxes: fixed('Add mailboxes', 'メールボックスを追加'),
  delegationDomains: fixed('Domains', '対象ドメイン'),
  notKnown: fixed('Not entered', '未入力'),
  signsWith: fixed('Signs with', '署名方法'),
  signsKeyless: fixed('No key: Google signs', '鍵なし(Google が署名)'),
  signsWithKeys: saying(
    (count: number) => counted(count, 'key', 'keys'),
    (count) => `鍵 ${count} 個`,
  ),
  usesCount: saying(
    (count: number) => counted(count, 'mailbox', 'mailboxes'),
    (count) => `${grouped(count)} 件`,
  ),
  usesAtLeast: saying(
    (count: number) => `at least ${grouped(count)} mailboxes`,
    (count) => `${grouped(count)} 件以上`,
  ),
  delegationAdded: fixed('Added', '追加日時'),
  signingLegend: fixed('How does it sign?', '署名の方法'),
  signing_key: fixed('With a key file', '鍵ファイルを使う'),
  signing_key_means: fixed(
    'You upload a key of the service account. It is stored encrypted by the connector, and replaced here from time to time.',
    'サービス アカウントの鍵をアップロードします。鍵はコネクタの保管先に暗号化して保存され、定期的にこのページで交換します。',
  ),
  signing_keyless: fixed('Without a key: Google signs', '鍵を使わない(Google が署名)'),
  signing_keyless_means: fixed(
    'There is no key to lose. Each function that gets tokens (oauth-callback, token-refresh, label-probe, setup-page) needs the role “Service Account Token Creator” on this service account; Terraform grants it.',
    '漏えいする鍵がありません。トークンを取得する 4 つの関数(oauth-callback、token-refresh、label-probe、setup-page)に、このサービス アカウントの [サービス アカウント トークン作成者] ロールが必要です。ロールは Terraform で付与できます。',
  ),
  keyFile: fixed('Key file', '鍵ファイル'),
  keyFileHint: fixed(
    'Google’s JSON key file, a P12 file, or PEM. At most 64 KB.',
    'Google の JSON 鍵ファイル、P12 ファイル、または PEM。64 KB まで。',
  ),
  keyPaste: fixed('Paste the key instead', '代わりに鍵を貼り付ける'),
  keyText: fixed('Text of the key', '鍵のテキスト'),
  keyTextHint: fixed(
    'The whole JSON or PEM text, or its Base64. It is used only if no file is chosen.',
    'JSON または PEM の全文か、その Base64。ファイルを選択していない場合にのみ使われます。',
  ),
  keyOfP12: fixed('Password and certificate of a P12 file', 'P12 ファイルのパスワードと証明書'),
  keyPassword: fixed('Password', 'パスワード'),
  keyPasswordHint: fixed(
    'For a P12 file from Google’s console it is notasecret.',
    'Google のコンソールで作成した P12 ファイルの場合は notasecret です。',
  ),
  certificateSubject: fixed('Certificate subject', '証明書のサブジェクト'),
  certificateSubjectHint: fixed(
    'The common name of the certificate whose key is meant; * takes the first one.',
    '使用する鍵の証明書の共通名(CN)。* を入力すると最初の証明書を使います。',
  ),
  serviceAccountField: fixed(
    'E-mail address of the service account',
    'サービス アカウントのメールアドレス',
  ),
  serviceAccountHint: fixed(
    'It ends in .iam.gserviceaccount.com. A JSON key file names it, so you may leave this empty.',
    '末尾は .iam.gserviceaccount.com です。JSON 鍵ファイルに含まれているため、その場合は空欄でかまいません。',
  ),
  clientIdHint: fixed(
    'The number of about 21 digits in the service account’s details. A JSON key file names it.',
    'サービス アカウントの詳細に表示される 21 桁ほどの数字です。JSON 鍵ファイルに含まれています。',
  ),
  domainsHint: fixed(
    'The Workspace domains of the mailboxes, such as example.com; several on lines of their own. A subdomain is a domain of its own.',
    'メールボックスのドメイン(例: example.com)。複数ある場合は 1 行に 1 つずつ入力してください。サブドメインは別のドメインとして扱います。',
  ),
  profileLasts: fixed('This cannot be changed later.', '後から変更できません。'),
  clientIdUnknown: fixed(
    'The client ID is missing. Copy the number from the service account’s details in the Google Cloud console, and enter it below.',
    'クライアント ID が未入力です。Google Cloud コンソールでサービス アカウントの詳細に表示される数字をコピーし、下に入力してください。',
  ),
  adminConsoleTitle: fixed('In the Google Admin console', 'Google 管理コンソールでの設定'),
  adminConsoleIntro: fixed(
    'A super administrator clicks “Add new”, enters both values, and clicks “Authorize”. It takes effect within a day, usually after some minutes.',
    '特権管理者が [新しく追加] をクリックし、次の 2 つの値を入力して [承認] をクリックします。反映は通常数分、最長で 24 時間かかります。',
  ),
  checkTitle: fixed('Check this service account', 'このサービス アカウントを確認'),
  checkIntro: fixed(
    'Checks step by step whether it can act for a mailbox. It changes nothing.',
    'メールボックスを代理できるかどうかをステップごとに確認します。何も変更しません。',
  ),
  checkAddress: fixed('Mailbox address to check with', '確認に使うメールボックスのアドレス'),
  checkRun: fixed('Check', '確認する'),
  checkedFor: saying(
    (address: string) => `Result for ${address}`,
    (address) => `${address} の確認結果`,
  ),
  checkCases: fixed(
    'Google answers this in each of these cases. Look at them in this order:',
    'Google は次のどの場合にもこのように応答します。上から順に確認してください。',
  ),
  step_passed: fixed('passed', '成功'),
  step_failed: fixed('failed', '失敗'),
  step_skipped: fixed('not checked', '未確認'),
  keysTitle: fixed('Keys', '鍵'),
  keylessMeans: fixed(
    'There is no key: Google signs in this service account’s name, at the connector’s request.',
    '鍵はありません。コネクタの要求により、Google がこのサービス アカウントの名義で署名します。',
  ),
  keyIdUnknown: fixed('key ID unknown', '鍵 ID 不明'),
  keySigns: fixed('signs', '署名に使用'),
  keyFingerprint: fixed('Fingerprint', 'フィンガープリント'),
  keyMadeDaysAgo: saying(
    (days: number) => `${counted(days, 'day', 'days')} old`,
    (days) => `作成から ${grouped(days)} 日`,
  ),
  keyAddedDaysAgo: saying(
    (days: number) =>
      days === 0
        ? 'added today, age unknown'
        : `added ${counted(days, 'day', 'days')} ago, age unknown`,
    (days) =>
      days === 0 ? '本日追加(作成日は不明)' : `追加から ${grouped(days)} 日(作成日は不明)`,
  ),
  keyOld: fixed(
    'Google advises to replace a key every 90 days. Add the new one, then remove this one.',
    'Google は 90 日ごとの鍵の交換を推奨しています。新しい鍵を追加してから、この鍵を削除してください。',
  ),
  addKey: fixed('Add a key', '鍵を追加'),
  addKeyMeans: fixed(
    'The new key signs from then on. The others stay until you remove them.',
    '以後は新しい鍵で署名します。ほかの鍵は、削除するまで残ります。',
  ),
  addKeyToKeyless: fixed(
    'From then on the key signs instead of Google. To sign without a key again, you must remove the service account and add it anew.',
    '以後は Google の代わりに、この鍵で署名します。鍵を使わない方法に戻すには、サービス アカウントを削除して追加し直す必要があります。',
  ),
  removeKey: fixed('Remove', '削除'),
  removeKeyMeans: fixed(
    'The key is destroyed here. Delete it in the Google Cloud console too.',
    '鍵はここから完全に削除されます。Google Cloud コンソールでも削除してください。',
  ),
  removeKeyConfirm: fixed('Remove this key', 'この鍵を削除'),
  delegationSettings: fixed('Client ID and domains', 'クライアント ID と対象ドメイン'),
  saveChanges: fixed('Save', '保存'),
  removeDelegation: fixed('Remove this service account', 'このサービス アカウントを削除'),
  removeDelegationMeans: fixed(
    'The connector forgets it and destroys its keys. Remove it in the Admin console too.',
    'コネクタから登録と鍵が削除されます。管理コンソールの委任も削除してください。',
  ),
  removeDelegationInUse: fixed(
    'Mailboxes still use it. Disconnect them, or connect them in another way first.',
    '使用中のメールボックスがあります。先に切断するか、別の方法で接続してください。',
  ),
  removeDelegationConfirm: fixed('Remove service account', 'サービス アカウントを削除'),
  enteredValue: fixed('Entered', '入力内容'),
  primaryAddress: fixed('Its primary address', '主アドレス'),
  serviceAccountOfKey: fixed('The key belongs to', '鍵のサービス アカウント'),
  doneDelegation_added: fixed(
    'The service account is added. Next: the Admin console, then the mailboxes.',
    'サービス アカウントを追加しました。次は管理コンソールで許可し、その後メールボックスを追加してください。',
  ),
  doneDelegation_changed: fixed('The changes are saved.', '変更を保存しました。'),
  doneDelegation_key_added: fixed(
    'The key is added and signs from now on.',
    '鍵を追加しました。今後はこの鍵で署名します。',
  ),
  doneDelegation_key_removed: fixed(
    'The key is removed. Delete it in the Google Cloud console too.',
    '鍵を削除しました。Google Cloud コンソールでも削除してください。',
  ),
  doneDelegationRemoved: fixed(
    'The service account is removed. Remove it in the Admin console too.',
    'サービス アカウントを削除しました。管理コンソールの委任も削除してください。',
  ),
} as const;
