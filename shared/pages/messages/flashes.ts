import { fixed, saying } from './phrase.ts';

/** The texts of the flash, the banner about what was just done. */
export const FLASHES = {
  noticeConnected: saying(
    (address: string) => `${address} is connected.`,
    (address) => `${address} を接続しました。`,
  ),
  firstCheckPassed: fixed(
    'Gmail answered: the connection works.',
    'Gmail からの応答を確認しました。正常に動作しています。',
  ),
  firstCheckFailed: fixed('Gmail refused the first check.', '最初の確認を Gmail が拒否しました。'),
  firstCheckPending: fixed(
    'Gmail could not be reached just now. The mailbox will be checked in the next few minutes.',
    'まだ Gmail に確認できていません。数分以内に自動で確認します。',
  ),
  noticeDisconnected: saying(
    (address: string) => `${address} is disconnected. Its access at Google has been revoked.`,
    (address) => `${address} を切断し、Google のアクセス権を取り消しました。`,
  ),
  noticeForgotten: saying(
    (address: string) =>
      `${address} is disconnected here. Its access at Google could not be revoked: its owner has to remove this app at`,
    (address) =>
      `${address} をここで切断しました。Google のアクセス権は取り消せていません。メールボックスの所有者が、次のページでこのアプリのアクセス権を削除する必要があります:`,
  ),
  noticeDelegated: saying(
    (address: string) => `${address} is now connected by the service account.`,
    (address) => `${address} をサービス アカウントで接続しました。`,
  ),
  noticeDelegatedUnrevoked: saying(
    (address: string) =>
      `${address} is now connected by the service account. The owner’s consent could not be revoked at Google: its owner can remove this app at`,
    (address) =>
      `${address} をサービス アカウントで接続しました。所有者の許可は Google で取り消せませんでした。所有者は次のページでこのアプリのアクセス権を削除できます:`,
  ),
  noticeFallbackNamed: saying(
    (address: string) =>
      `If Google stops accepting the owner’s consent for ${address}, the service account takes over.`,
    (address) => `${address} の許可が失効した場合、サービス アカウントが引き継ぎます。`,
  ),
  noticeFallbackRemoved: saying(
    (address: string) =>
      `If Google stops accepting the owner’s consent for ${address}, nothing takes over.`,
    (address) => `${address} の許可が失効しても、サービス アカウントは引き継ぎません。`,
  ),
  noticeProbed: saying(
    (address: string) => `${address} was checked: everything works.`,
    (address) => `${address} を確認しました。正常に動作しています。`,
  ),
  noticeProbeFailed: saying(
    (address: string) => `The check of ${address} failed.`,
    (address) => `${address} の確認に失敗しました。`,
  ),
  noticeProbePassedOnly: saying(
    (address: string) => `The check of ${address} passed. The last token refresh failed:`,
    (address) => `${address} の確認は成功しました。前回のトークン更新は失敗しています:`,
  ),
  noticeImapFailing: saying(
    (address: string) => `The check of ${address} passed. IMAP does not work:`,
    (address) => `${address} の確認は成功しました。IMAP は利用できません:`,
  ),
  noticeImapEnabled: saying(
    (address: string) => `IMAP is on in ${address}.`,
    (address) => `${address} の IMAP を有効にしました。`,
  ),
  noticeRefreshed: saying(
    (address: string) => `${address}’s access token was refreshed.`,
    (address) => `${address} のアクセストークンを更新しました。`,
  ),
  noticeRefreshBusy: saying(
    (address: string) => `The token of ${address} is being refreshed already. Reload in a moment.`,
    (address) => `${address} のトークンは更新処理中です。少し待ってから再読み込みしてください。`,
  ),
  noticeRefreshFailed: saying(
    (address: string) => `The token of ${address} could not be refreshed.`,
    (address) => `${address} のトークンを更新できませんでした。`,
  ),
  noticeLinkMade: saying(
    (mailbox: string | null) =>
      mailbox === null ? 'The link for the owner is ready.' : `The link for ${mailbox} is ready.`,
    (mailbox) =>
      mailbox === null
        ? '所有者用のリンクを作成しました。'
        : `${mailbox} 用のリンクを作成しました。`,
  ),
  noticeLinkHint: fixed(
    'Send it to the mailbox owner. It opens a page that says what to expect, and works once, in the browser that continues from there to Google.',
    'このリンクをメールボックスの所有者に送ってください。リンクを開くと説明の画面が表示されます。リンクは、そこから Google に進んだブラウザーで一度だけ使えます。',
  ),
  noticeLinkWithdrawn: fixed(
    'The link is withdrawn. It no longer connects a mailbox.',
    'リンクを取り消しました。このリンクではメールボックスを接続できません。',
  ),
  noticeLinkLabel: fixed('Link for the owner', '所有者用のリンク'),
  noticeLinkExpires: fixed('Expires', '有効期限'),
} as const;
