import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts of the list of mailboxes: what is wrong by cause, its heads, its pages and its export. */
export const ATTENTION = {
  attentionTitle: fixed('Needs attention', '対応が必要なもの'),
  attentionByActor: fixed('Problems by who acts', '対応者別の問題'),
  anyActor: fixed('Everybody', 'すべて'),
  mailboxCount: saying(
    (count: number) => counted(count, 'mailbox', 'mailboxes'),
    (count) => `メールボックス ${grouped(count)} 件`,
  ),
  inDomain: saying(
    (domain: string) => `in ${domain}`,
    (domain) => `ドメイン: ${domain}`,
  ),
  showThese: saying(
    (count: number) =>
      count === 1 ? 'Show the mailbox' : `Show these ${grouped(count)} mailboxes`,
    (count) => `この ${grouped(count)} 件を表示`,
  ),
  otherTroubles: saying(
    (count: number) => `${counted(count, 'mailbox has', 'mailboxes have')} other problems.`,
    (count) => `ほかの問題があるメールボックスが ${grouped(count)} 件あります。`,
  ),
  allTroubles: fixed('All problems', 'すべての問題'),
  none_of_trouble: fixed(
    'No mailbox has this problem any more.',
    'この問題があるメールボックスは、もうありません。',
  ),
  ownersLinksTitle: fixed('Links for the owners', '所有者用のリンク'),
  ownersLinksIntro: fixed(
    'Send each owner the link of their own mailbox. This page shows them for ten minutes, in this session only.',
    '各所有者に、本人のメールボックスのリンクを送ってください。リンクはこのセッションでのみ、10 分間表示されます。',
  ),
  ownersLinksNone: fixed(
    'There is no new link to show. A link is shown for ten minutes after it was made.',
    '表示できる新しいリンクはありません。リンクが表示されるのは、作成から 10 分間です。',
  ),
  ownersLinksWaiting: saying(
    (count: number) =>
      `${counted(count, 'owner has', 'owners have')} a link already that was not used yet, and got no second one.`,
    (count) =>
      `未使用のリンクがすでにある所有者 ${grouped(count)} 名には、新しいリンクを作成していません。`,
  ),
  ownersLinksAll: fixed('Mailboxes and links', 'メールボックスとリンク'),
  ownersLinksMore: saying(
    (left: number) => `Make links for the other owners (${grouped(left)} left)`,
    (left) => `残りの所有者のリンクを作成(残り ${grouped(left)} 名)`,
  ),
  copyAll: fixed('Copy all', 'すべてコピー'),
  backToGroup: fixed('Mailboxes with this problem', 'この問題があるメールボックス'),
  linksForOwners: fixed('Make a link for each owner', '所有者ごとにリンクを作成'),
  rangeShown: saying(
    (first: number, last: number, all: number) =>
      `${grouped(first)}–${grouped(last)} of ${grouped(all)}`,
    (first, last, all) => `${grouped(all)} 件中 ${grouped(first)}–${grouped(last)} 件`,
  ),
  updatedAt: fixed('Updated', '更新:'),
  exportList: fixed('Export as CSV', 'CSV で出力'),
  previousPage: fixed('Previous page', '前のページ'),
  columnMailbox: fixed('Mailbox', 'メールボックス'),
  columnStatus: fixed('Status', '状態'),
  columnCause: fixed('Cause or last check', '原因または前回の確認'),
  columnActor: fixed('Who acts', '対応者'),
  columnSince: fixed('Since', '発生'),
  columnChecks: fixed('Checks', '確認の履歴'),
  columnScopes: fixed('Access', '権限'),
  columnChecked: fixed('Last check', '前回の確認'),
  columnCode: fixed('Cause (code)', '原因(コード)'),
  notCheckedShort: fixed('Not checked yet', '未確認'),
  listNotUpdated: fixed(
    'Your session has ended, so this page is no longer updated.',
    'セッションが終了したため、このページは更新されません。',
  ),
  signInAgain: fixed('Sign in again', 'もう一度ログイン'),
  notUpdated: fixed(
    'The connector does not answer. This page tries again by itself.',
    'コネクタから応答がありません。自動的に再試行します。',
  ),
  exportCut: saying(
    (count: number) =>
      `Only the first ${grouped(count)} mailboxes are exported. Narrow the list by a domain.`,
    (count) => `先頭の ${grouped(count)} 件のみ出力しました。ドメインで絞り込んでください。`,
  ),
} as const;
