import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts about adding many mailboxes by a service account. */
export const ADDITIONS = {
  addMailboxesIntro: saying(
    (serviceAccount: string) =>
      `${serviceAccount} will act for these mailboxes. Mailboxes that their owners connected are moved to it, and the owners’ consents are revoked.`,
    (serviceAccount) =>
      `${serviceAccount} がこれらのメールボックスを代理します。所有者の許可で接続済みのメールボックスも切り替わり、所有者の許可は取り消されます。`,
  ),
  addressesField: fixed('Mailbox addresses', 'メールボックスのアドレス'),
  addressesHint: saying(
    (most: number) =>
      `One on each line, up to ${grouped(most)}. A copied table works too: the column named “email” counts, else the first one.`,
    (most) =>
      `1 行に 1 件、${grouped(most)} 件まで。表をそのまま貼り付けることもできます。「メールアドレス」または email の列を使い、なければ先頭の列を使います。`,
  ),
  listFile: fixed('Or a CSV file', 'または CSV ファイル'),
  listFileHint: fixed(
    'With commas, semicolons or tabs. If a file is chosen, the field above is not used.',
    'カンマ、セミコロン、タブ区切り。ファイルを選択すると、上の欄は使われません。',
  ),
  listEmpty: fixed(
    'Enter at least 1 address, or choose a file.',
    'アドレスを 1 件以上入力するか、ファイルを選択してください。',
  ),
  listTooMany: saying(
    (most: number) => `The list has more than ${grouped(most)} addresses. Add it in parts.`,
    (most) => `アドレスが ${grouped(most)} 件を超えています。分割して追加してください。`,
  ),
  listUnreadable: fixed(
    'This file is not a text file. Save the spreadsheet as CSV, and choose that file.',
    'テキスト ファイルではありません。CSV 形式で保存したファイルを選択してください。',
  ),
  linesBad: saying(
    (bad: number, all: number) =>
      `${grouped(bad)} of ${counted(all, 'line', 'lines')} cannot be added`,
    (bad, all) => `${grouped(all)} 件中 ${grouped(bad)} 件を追加できません`,
  ),
  linesBadMeans: fixed(
    'Nothing was added. Correct or remove these lines, and send the list again.',
    'まだ何も追加していません。次の行を修正または削除して、もう一度送信してください。',
  ),
  lineNumber: saying(
    (line: number) => `Line ${grouped(line)}`,
    (line) => `${grouped(line)} 行目`,
  ),
  bad_malformed: fixed('not an e-mail address', 'メールアドレスの形式ではありません'),
  bad_other_domain: fixed(
    'in none of this service account’s domains',
    'サービス アカウントの対象ドメイン外です',
  ),
  bad_duplicate: saying(
    (line: number) => `the same mailbox as line ${grouped(line)}`,
    (line) => `${grouped(line)} 行目と同じメールボックスです`,
  ),
  addingTitle: fixed('Adding mailboxes', 'メールボックスを追加しています'),
  addedTitle: fixed('Mailboxes added', 'メールボックスの追加結果'),
  addingProgress: saying(
    (done: number, all: number, failed: number) =>
      `${grouped(done)} of ${grouped(all)} done${failed > 0 ? `, ${grouped(failed)} failed` : ''}`,
    (done, all, failed) =>
      `${grouped(all)} 件中 ${grouped(done)} 件完了${failed > 0 ? `(うち失敗 ${grouped(failed)} 件)` : ''}`,
  ),
  continueAdding: fixed('Continue', '続ける'),
  continueAddingMeans: fixed(
    'Each click works for up to 20 seconds. You may close this page and come back within a week.',
    'クリックするたびに最長 20 秒間処理します。このページを閉じても、1 週間以内であれば再開できます。',
  ),
  retryFailed: fixed('Try the failed ones again', '失敗した分を再試行'),
  retryRest: fixed('Try the rest again', '残りを再試行'),
  stoppedAll: saying(
    (waiting: number) =>
      `Several mailboxes in a row failed for this reason, so ${grouped(waiting)} were not tried. Correct the cause, then try the rest again.`,
    (waiting) =>
      `同じ原因で続けて失敗したため、残り ${grouped(waiting)} 件は処理していません。原因を解消してから、残りを再試行してください。`,
  ),
  stoppedDomain: saying(
    (domain: string) =>
      `Several mailboxes of ${domain} failed for this reason, so its others were not tried. Correct the cause, then try the rest again.`,
    (domain) =>
      `${domain} のメールボックスが同じ原因で続けて失敗したため、残りは処理していません。原因を解消してから、残りを再試行してください。`,
  ),
  whyFailed: fixed('Why mailboxes failed', '失敗の原因'),
  linesCount: saying(
    (count: number) => counted(count, 'mailbox', 'mailboxes'),
    (count) => `${grouped(count)} 件`,
  ),
  consentsUnrevoked: saying(
    (count: number) =>
      count === 1
        ? 'The consent of 1 owner could not be revoked at Google. The connector no longer uses it; the owner can remove this app at'
        : `The consents of ${grouped(count)} owners could not be revoked at Google. The connector no longer uses them; each owner can remove this app at`,
    (count) =>
      `${grouped(count)} 件で、所有者の許可を Google で取り消せませんでした。コネクタは今後使用しません。所有者は次のページでこのアプリのアクセス権を削除できます:`,
  ),
  resultsTitle: fixed('Results', '結果'),
  resultsFilter: fixed('Results by outcome', '結果の絞り込み'),
  resultsPages: fixed('Pages of results', '結果のページ'),
  noLines: fixed('There are none.', '該当するものはありません。'),
  lines_all: fixed('All', 'すべて'),
  lines_failed: fixed('Only failed', '失敗のみ'),
  lines_waiting: fixed('Not tried', '未処理'),
  line_connected: fixed('Connected', '接続しました'),
  line_switched: fixed(
    'Was connected, now by the service account',
    'サービス アカウントに切り替えました',
  ),
  line_again: fixed('Was connected already', '接続済みでした'),
  line_failed: fixed('Failed', '失敗'),
  line_waiting: fixed('Not tried yet', '未処理'),
} as const;
