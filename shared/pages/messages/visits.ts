import { fixed, saying } from './phrase.ts';

/** The texts for readers without a session: signing in, a connected mailbox, and errors. */
export const VISITS = {
  signInTitle: fixed('Sign in', 'サインイン'),
  signInIntro: fixed(
    'This page is for the administrators of the connector.',
    'このページは、コネクタの管理者向けです。',
  ),
  signInWithGoogle: fixed('Sign in with Google', 'Google でサインイン'),
  signInWithAnotherAccount: fixed('Sign in with another account', '別のアカウントでサインイン'),
  signInAsksLittle: fixed(
    'Only your address is asked for. Signing in connects no mailbox.',
    '確認するのはメールアドレスのみです。サインインしてもメールボックスは接続されません。',
  ),
  connectedTitle: fixed('The mailbox is connected', 'メールボックスを接続しました'),
  connectedBody: saying(
    (address: string) => `The connector may now use ${address}, as you allowed at Google.`,
    (address) => `Google で許可された範囲で、コネクタが ${address} を利用できるようになりました。`,
  ),
  connectedRevoke: fixed(
    'You can end this at any time in your Google Account, under “Third-party apps & services”.',
    'この許可は、Google アカウントの [サードパーティ製のアプリとサービス] でいつでも取り消せます。',
  ),
  closeWindow: fixed('You may close this window.', 'このウィンドウは閉じてかまいません。'),
  errorTitle: fixed('That did not work', '処理を完了できませんでした'),
  errorNotFound: fixed('Nothing here', 'ページが見つかりません'),
  expectedAccount: fixed('Expected', '接続する予定のアカウント'),
  chosenAccount: fixed('Chosen at Google', 'Google で選択されたアカウント'),
  missingPermissions: fixed('Left out at Google', '許可されなかった権限'),
  reference: fixed('Reference', 'お問い合わせ番号'),
  referenceHint: fixed('Quote it if you ask for help.', 'お問い合わせの際にお知らせください。'),
  toMailboxes: fixed('Back to mailboxes', 'メールボックス一覧に戻る'),
  toSetupPage: fixed('Go to the setup page', '設定ページへ移動'),
  askForLink: fixed(
    'You may close this window. To try again, ask whoever sent you the link for a new one.',
    'このウィンドウは閉じてかまいません。やり直す場合は、リンクの送信者に新しいリンクを依頼してください。',
  ),
} as const;
