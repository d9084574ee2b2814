import { fixed, grouped, saying } from './phrase.ts';

/** The texts around a diagnosis, which has its own, and those of the page that looks one up. */
export const DIAGNOSIS = {
  whoActs: fixed('Who acts', '対応者'),
  actor_reader: fixed('You', 'この画面をご覧の方'),
  actor_mailbox_owner: fixed('The mailbox owner', 'メールボックスの所有者'),
  actor_workspace_admin: fixed('A Google Workspace administrator', 'Google Workspace の管理者'),
  actor_cloud_project_owner: fixed(
    'The owner of the Google Cloud project',
    'Google Cloud プロジェクトのオーナー',
  ),
  actor_salesforce_admin: fixed('A Salesforce administrator', 'Salesforce のシステム管理者'),
  actor_developer: fixed('Whoever runs this connector', 'このコネクタの運用担当者'),
  actor_nobody_retry: fixed('Nobody: it resolves itself', '対応は不要です(自然に解消します)'),
  retries: fixed('The connector keeps trying by itself.', 'コネクタが自動的に再試行を続けます。'),
  passes: fixed('It ends by itself after some time.', '時間がたつと自動的に解消します。'),
  whatToDo: fixed('What to do', '対処方法'),
  openLink: saying(
    (page: string) => `Open ${page}`,
    (page) => `${page} を開く`,
  ),
  messageTo_workspace_admin: fixed(
    'Message to the Google Workspace administrator, ready to send',
    'Google Workspace の管理者に送る文面',
  ),
  messageTo_cloud_project_owner: fixed(
    'Message to the owner of the Google Cloud project, ready to send',
    'Google Cloud プロジェクトのオーナーに送る文面',
  ),
  messageTo_salesforce_admin: fixed(
    'Message to the Salesforce administrator, ready to send',
    'Salesforce のシステム管理者に送る文面',
  ),
  messageSubjectLabel: fixed('Subject', '件名'),
  messageBodyLabel: fixed('Message', '本文'),
  messageOpen: fixed('Open in your mail program', 'メールソフトで開く'),
  messageOpenHint: fixed(
    'If it opens without its text, copy the message into it.',
    '本文が空の場合は、上の本文をコピーして貼り付けてください。',
  ),
  messageSubject: saying(
    (title: string) => `Please help: ${title} (Gmail ↔ Salesforce connector)`,
    (title) => `【ご対応のお願い】${title}(Gmail ↔ Salesforce コネクタ)`,
  ),
  messageGreeting: fixed('Hello,', 'ご担当者様'),
  messageRequest: fixed(
    'our connector, which turns the mail of Gmail mailboxes into Salesforce cases, has stopped at a setting that only you can change. Could you please do the following?',
    'Gmail のメールを Salesforce のケースに登録するコネクタが、管理者の方だけが変更できる設定のために停止しています。お手数ですが、次の対応をお願いいたします。',
  ),
  messageMailbox: fixed('Mailbox', '対象のメールボックス'),
  messageOrg: fixed('Salesforce organization', '対象の Salesforce 組織'),
  messageConnector: fixed('The connector', 'コネクタの設定ページ'),
  messageCause: fixed('Cause, for our support', '原因コード(お問い合わせ用)'),
  messageClosing: fixed(
    'Please answer this mail when it is done. Nothing else has to be changed.',
    '完了しましたら、このメールにご返信ください。このほかの設定の変更は不要です。',
  ),
  lookUpTitle: fixed('Look up a Google or Salesforce error', 'Google・Salesforce のエラーを調べる'),
  lookUpIntro: fixed(
    'Paste whatever you have: the text of the screen, the address of the error page, a code, an answer in JSON, or a line of the log. Nothing of it is stored.',
    '画面の文章、エラー画面の URL、エラーコード、JSON の応答、ログの 1 行など、お手元にあるものをそのまま貼り付けてください。貼り付けた内容は保存されません。',
  ),
  lookUpField: fixed('What was shown', '表示された内容'),
  lookUpExample: fixed(
    'For example: Error 403: access_denied, or INVALID_SESSION_ID',
    '例: エラー 403: access_denied、INVALID_SESSION_ID',
  ),
  lookUpButton: fixed('Explain', '調べる'),
  lookUpFound: saying(
    (count: number) =>
      count === 1
        ? '1 explanation'
        : `${count} explanations, likeliest first: compare what each says with what you see`,
    (count) =>
      count === 1
        ? '1 件見つかりました'
        : `${count} 件見つかりました(可能性の高い順)。説明を読み比べ、状況に合うものを選んでください`,
  ),
  pointsToIt: fixed('What points to this cause:', 'この原因の目安:'),
  lookUpCut: saying(
    (read: number) =>
      `Only the first ${grouped(read)} characters were read. If the error stands further on, paste that part.`,
    (read: number) =>
      `先頭の ${grouped(read)} 文字だけを読み取りました。エラーがそれより後ろにある場合は、その部分を貼り付けてください。`,
  ),
  lookUpNothing: fixed('Nothing fits these words', '一致する説明が見つかりませんでした'),
  lookUpNothingHint: fixed(
    'Try only the code. Google shows one such as admin_policy_enforced at the foot of its page or behind “error details”; the page’s whole address helps too. Salesforce writes its codes in capitals, such as INVALID_SESSION_ID.',
    'エラーコードだけで、もう一度お試しください。Google のコード(admin_policy_enforced など)は画面の下部または [エラーの詳細] に表示されます。画面の URL 全体を貼り付けても調べられます。Salesforce のコードは INVALID_SESSION_ID のように大文字で表記されます。',
  ),
  lookUpNothingNext: fixed(
    'Otherwise send whoever runs this connector the text, the time and the mailbox. Change nothing at Google or Salesforce until the cause is known.',
    'それでも見つからない場合は、表示された内容、日時、メールボックスを、このコネクタの運用担当者にお知らせください。原因がわかるまで、Google や Salesforce の設定は変更しないでください。',
  ),
} as const;
