import { fixed, saying } from './phrase.ts';

/** The texts of the frame around every page, and texts that several pages share. */
export const SHELL = {
  product: fixed('Gmail ↔ Salesforce connector', 'Gmail ↔ Salesforce コネクタ'),
  pageTitle: saying(
    (title: string) => `${title} · Gmail ↔ Salesforce connector`,
    (title) => `${title} · Gmail ↔ Salesforce コネクタ`,
  ),
  skipToContent: fixed('Skip to content', '本文へ移動'),
  emulated: fixed('Emulated Google', '模擬 Google'),
  emulatedMeaning: fixed(
    'This connector talks to a Google that runs on this machine. No real mailbox is touched.',
    'このコネクタは、このマシン上で動作する模擬の Google と通信しています。実際のメールボックスには影響しません。',
  ),
  signedInAs: fixed('Signed in as', 'サインイン中:'),
  signOut: fixed('Sign out', 'サインアウト'),
  helpLink: fixed('What did Google show you?', 'Google に表示されたエラーを調べる'),
  backToMailboxes: fixed('Mailboxes', 'メールボックス一覧'),
  opensInNewTab: fixed('(opens in a new tab)', '(新しいタブで開きます)'),
  copy: fixed('Copy', 'コピー'),
  copied: fixed('Copied', 'コピーしました'),
  registration: fixed('Registration at Google', 'Google への登録情報'),
  registrationMeaning: fixed(
    'What administrators need in the Google Cloud console and the Google Admin console.',
    'Google Cloud コンソールと Google 管理コンソールでの設定に使用します。',
  ),
  redirectUri: fixed('Redirect URI', 'リダイレクト URI'),
  clientId: fixed('OAuth client ID', 'OAuth クライアント ID'),
} as const;
