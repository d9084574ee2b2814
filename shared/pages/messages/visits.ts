import { fixed, saying } from './phrase.ts';

/** The texts for readers without a session: signing in, a connected mailbox, and errors. */
export const VISITS = {
  signInTitle: fixed('Sign in', 'ログイン'),
  signInIntro: fixed(
    'This page is for the administrators of the connector.',
    'このページは、コネクタの管理者向けです。',
  ),
  sessionEnded: fixed(
    'Your session has ended, so nothing was changed. Sign in again: you come back to the page, with what you typed.',
    'セッションが終了したため、何も変更していません。もう一度ログインすると、入力内容を保ったまま元のページに戻ります。',
  ),
  signInWithGoogle: fixed('Sign in with Google', 'Google でログイン'),
  signInWithAnotherAccount: fixed('Sign in with another account', '別のアカウントでログイン'),
  signInAsksLittle: fixed(
    'Only your address is asked for. Signing in connects no mailbox.',
    '確認するのはメールアドレスのみです。ログインしてもメールボックスは接続されません。',
  ),
  linkTitle: saying(
    (mailbox: string | null) =>
      mailbox === null ? 'Connect your mailbox?' : `Connect ${mailbox}?`,
    (mailbox) =>
      mailbox === null ? 'メールボックスを接続しますか?' : `${mailbox} を接続しますか?`,
  ),
  linkIntro: saying(
    (who: string) => `${who} asks you to let the Gmail ↔ Salesforce connector use this mailbox.`,
    (who) =>
      `${who} から、Gmail ↔ Salesforce コネクタによるメールボックスの利用許可が求められています。`,
  ),
  linkMailbox: fixed('Mailbox', 'メールボックス'),
  linkAnyMailbox: fixed('The one that you choose at Google', 'Google で選択するアカウント'),
  linkMayDo: fixed('What the connector may do', 'コネクタに許可する操作'),
  linkSteps: fixed('What happens next', '次の手順'),
  linkStepAccount: saying(
    (mailbox: string | null) =>
      mailbox === null
        ? 'At Google, choose the account of the mailbox.'
        : `At Google, choose ${mailbox}. Another account is not accepted.`,
    (mailbox) =>
      mailbox === null
        ? 'Google の画面で、接続するメールボックスのアカウントを選択します。'
        : `Google の画面で ${mailbox} を選択します。別のアカウントは使用できません。`,
  ),
  linkStepBoxes: fixed(
    'If Google shows checkboxes, tick all of them, then continue. Google calls the permissions:',
    'チェックボックスが表示されたら、すべて選択して続行します。Google の画面での権限の名称:',
  ),
  linkStepBack: fixed(
    'Google brings you back to a page that says that the mailbox is connected. That is all.',
    'Google から戻り、接続完了の画面が表示されたら終了です。',
  ),
  linkUnknown: fixed(
    'If you did not expect this, close the window: nothing is connected before you continue.',
    'お心当たりがない場合は、このウィンドウを閉じてください。先に進まない限り、何も接続されません。',
  ),
  linkValidUntil: fixed('This page is valid until', 'このページの有効期限'),
  connectedTitle: fixed('The mailbox is connected', 'メールボックスを接続しました'),
  connectedBody: saying(
    (address: string) => `The connector may now use ${address}, as you allowed at Google.`,
    (address) => `Google で許可された範囲で、コネクタが ${address} を利用できるようになりました。`,
  ),
  connectedLimited: fixed(
    'To keep the mailbox connected, ask for a new link before then, and tick ongoing access on Google’s page.',
    '接続を続けるには、期限までに新しいリンクを依頼し、Google の画面で継続的なアクセスのチェックボックスをオンにしてください。',
  ),
  connectedRevoke: fixed(
    'You can end this at any time in your Google Account, under “Third-party apps & services”.',
    'この許可は、Google アカウントの [サードパーティ製のアプリとサービス] でいつでも取り消せます。',
  ),
  closeWindow: fixed('You may close this window.', 'このウィンドウは閉じてかまいません。'),
  errorTitle: fixed('That did not work', '処理を完了できませんでした'),
  errorNotFound: fixed('Page not found', 'ページが見つかりません'),
  expectedAccount: fixed('Expected', '接続する予定のアカウント'),
  chosenAccount: fixed('Chosen at Google', 'Google で選択されたアカウント'),
  missingPermissions: fixed('Left out at Google', '許可されなかった権限'),
  reference: fixed('Reference', 'お問い合わせ番号'),
  referenceHint: fixed('Quote it if you ask for help.', 'お問い合わせの際にお知らせください。'),
  connectAsNew: fixed('Connect it as a new mailbox', '新しいメールボックスとして接続'),
  toMailboxes: fixed('Back to mailboxes', 'メールボックス一覧に戻る'),
  toSetupPage: fixed('Go to the setup page', '設定ページへ移動'),
  askForLink: fixed(
    'You may close this window. To try again, ask whoever sent you the link for a new one.',
    'このウィンドウは閉じてかまいません。やり直す場合は、リンクの送信者に新しいリンクを依頼してください。',
  ),
} as const;
