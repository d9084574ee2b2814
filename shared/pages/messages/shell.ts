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
    'This connector talks to a Google that runs on this machine. No real mailbox is touched. Here are the switches that make it fail.',
    'このコネクタは、このマシン上で動作する模擬の Google と通信しています。実際のメールボックスには影響しません。ここから、障害を発生させるスイッチを開けます。',
  ),
  signedInAs: fixed('Signed in as', 'ログイン中:'),
  signOut: fixed('Sign out', 'ログアウト'),
  helpLink: fixed('Look up a Google or Salesforce error', 'Google・Salesforce のエラーを調べる'),
  backToMailboxes: fixed('Mailboxes', 'メールボックス一覧'),
  opensInNewTab: fixed('(opens in a new tab)', '(新しいタブで開きます)'),
  copy: fixed('Copy', 'コピー'),
  copied: fixed('Copied', 'コピーしました'),
  registration: fixed('Google client settings', 'Google のクライアント設定'),
  registrationMeaning: fixed(
    'What administrators need in the Google Cloud console and the Google Admin console.',
    'Google Cloud コンソールと Google 管理コンソールでの設定に使用します。',
  ),
  connectorValues: fixed('Values of this connector, to copy', 'このコネクタの設定値(コピー用)'),
  scopesOfProfile: saying(
    (profile: string) => `Scopes: ${profile}`,
    (profile) => `スコープ: ${profile}`,
  ),
  clientIdOfServiceAccount: saying(
    (serviceAccount: string) => `Client ID of ${serviceAccount}`,
    (serviceAccount) => `${serviceAccount} のクライアント ID`,
  ),
} as const;
