import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts of the statement of a mailbox and day. The command `mail -- statement` has the same advice. */
export const STATEMENT = {
  statement: fixed('Statement of a day', '1 日の明細'),
  statementOf: saying(
    (address: string) => `Statement of ${address}`,
    (address) => `${address} の明細`,
  ),
  statementIntro: fixed(
    'What became of each mail that arrived on this day (UTC), by Gmail’s own list and Salesforce’s own records.',
    'この日(UTC)に届いたメールがどうなったかを、Gmail の一覧と Salesforce のレコードから 1 通ずつ照合した結果です。',
  ),
  statementDay: fixed('Day (UTC)', '日付(UTC)'),
  statementShow: fixed('Show', '表示'),
  dayBefore: fixed('Day before', '前の日'),
  dayAfter: fixed('Day after', '次の日'),
  statementDays: fixed('Other days', 'ほかの日'),
  booksBalance: fixed('The books balance', '過不足なし'),
  booksDiffer: fixed('The books do not balance', '差異あり'),
  statementSums: fixed('Sums', '合計'),
  sum_arrived: fixed('Arrived', '受信'),
  sum_filed: fixed('Filed', '登録済み'),
  sum_deleted_in_org: fixed('Deleted in Salesforce', 'Salesforce で削除'),
  sum_unchecked: fixed('In an organization that was removed', '登録を削除した組織'),
  sum_unwritten: fixed('Shadow mode: not compared', 'シャドーモード: 比較なし'),
  sum_as_native: fixed(
    'Shadow mode: the same in Email-to-Case',
    'シャドーモード: メール-to-ケースと一致',
  ),
  sum_skipped: fixed('Skipped', '対象外'),
  sum_held: fixed('Held', '保留'),
  sum_waiting: fixed('Waiting', '待機中'),
  sum_differences: fixed('Differences', '差異'),
  sum_native: fixed('Differences of Email-to-Case', 'メール-to-ケースの差異'),
  latency: fixed('From arrival to case', '受信からケースまで'),
  latencyIs: saying(
    (p50: number, p95: number, p99: number) =>
      `half within ${grouped(p50)} s, 95% within ${grouped(p95)} s, 99% within ${grouped(p99)} s`,
    (p50, p95, p99) =>
      `50% が ${grouped(p50)} 秒以内、95% が ${grouped(p95)} 秒以内、99% が ${grouped(p99)} 秒以内`,
  ),
  noneFiled: fixed('Nothing was filed', '登録されたメールはありません'),
  noDifferences: fixed('No differences.', '差異はありません。'),
  moreDifferences: saying(
    (count: number) =>
      `${counted(count, 'more difference is', 'more differences are')} not shown here: the command “mail -- statement” names each.`,
    (count) =>
      `ほかに ${grouped(count)} 件の差異があります。コマンド「mail -- statement」ですべて確認できます。`,
  ),
  differenceHeading: saying(
    (title: string, count: number) => `${title}: ${counted(count, 'mail', 'mails')}`,
    (title, count) => `${title}: ${grouped(count)} 通`,
  ),
  tooManyToCompare: saying(
    (count: number) =>
      `${counted(count, 'mail was', 'mails were')} not compared with Email-to-Case, because Gmail lets only 200 a minute be read again: the command “mail -- statement” compares them.`,
    (count) =>
      `${grouped(count)} 通はメール-to-ケースと比較していません。Gmail から再び読み取れるのは 1 分間に 200 通までのため、コマンド「mail -- statement」で比較してください。`,
  ),
  ourCase: fixed('Case', 'ケース'),
  wouldOpenCase: fixed(
    'The connector would have opened a case',
    'コネクタでは新しいケースになるメール',
  ),
  firstMail: fixed('First mail of its conversation', 'やり取りの最初のメール'),
  foundOnCase: fixed('Found on another case', '実際に登録されているケース'),
  nativeCase: fixed('Case of Email-to-Case', 'メール-to-ケースのケース'),
  noStatement: fixed('There is no statement of this day', 'この日の明細はありません'),
  noDay_no_day: fixed(
    'This is no day. Choose another one.',
    '日付が正しくありません。別の日付を選んでください。',
  ),
  noDay_future: fixed(
    'The day has not begun yet (UTC). Choose an earlier one.',
    'この日はまだ始まっていません(UTC)。前の日付を選んでください。',
  ),
  noDay_before_start: fixed(
    'The day is before the start of this mailbox’s mail. Choose a later one.',
    'このメールボックスで登録を開始する前の日付です。後の日付を選んでください。',
  ),
  noDay_forgotten: fixed(
    'The day is more than 60 days ago, and the connector forgets filed and skipped mail after 60 days. Choose a later one.',
    '60 日より前の日付です。登録済みと対象外のメールの記録は 60 日後に消去されます。後の日付を選んでください。',
  ),
  statementFailed: fixed('The statement could not be made.', '明細を作成できませんでした。'),
  difference_unknown: fixed('Not in the ledger', '記録にないメール'),
  difference_not_deleted: fixed('Taken for deleted', '削除されたと記録されたメール'),
  difference_row_missing: fixed('Missing in Salesforce', 'Salesforce にないメール'),
  difference_other_case: fixed('On another case', '別のケースにあるメール'),
  difference_native_missed: fixed('Missed by Email-to-Case', 'メール-to-ケースで漏れたメール'),
  difference_native_doubled: fixed('Doubled by Email-to-Case', 'メール-to-ケースで重複したメール'),
  difference_native_other_case: fixed(
    'Put on another case by Email-to-Case',
    'メール-to-ケースで別のケースに入ったメール',
  ),
  advice_unknown: fixed(
    'Gmail lists it, and the connector has never heard of it. If it came some minutes ago, ask again. The next nightly sweep files it if it came in the last two days; if it is older, an administrator of the connector switches the mail off and on again with a start before it.',
    'Gmail の一覧にありますが、コネクタには記録がありません。数分前に届いた場合は、もう一度確認してください。直近 2 日間のメールは、次の夜間の確認で登録されます。それより古い場合は、コネクタの管理者が「メールをケースに登録」をオフにし、そのメールより前の開始日で再びオンにしてください。',
  ),
  advice_not_deleted: fixed(
    'The connector took it for deleted, and Gmail lists it. The next nightly sweep files it if it came in the last two days; otherwise an administrator of the connector clicks “File it” on the message.',
    'コネクタでは削除されたと記録していますが、Gmail の一覧にあります。直近 2 日間のメールは、次の夜間の確認で登録されます。それ以外は、コネクタの管理者がそのメールの「登録する」をクリックしてください。',
  ),
  advice_row_missing: fixed(
    'The connector filed it, and the organization has no such Email Message. A Salesforce administrator looks whether somebody deleted it or its case for ever, or whether the connector’s user may no longer see it. The mail itself is in Gmail.',
    'コネクタは登録しましたが、組織にそのメールメッセージがありません。Salesforce 管理者が、メールまたはケースが完全に削除されていないか、コネクタのユーザーに参照権限があるかを確認してください。メールそのものは Gmail にあります。',
  ),
  advice_other_case: fixed(
    'The Email Message is on another case than the one it was filed on. Nothing is lost: a Salesforce administrator looks whether that is right.',
    'メールメッセージが、登録したときとは別のケースにあります。メールは失われていません。正しいケースかどうかを Salesforce 管理者が確認してください。',
  ),
  advice_native_missed: fixed(
    'Shadow mode: the organization has no Email Message of it. Email-to-Case lost it, or it was not forwarded. The mail is in Gmail; somebody answers it by hand.',
    'シャドーモード: 組織にこのメールのメールメッセージがありません。メール-to-ケースで失われたか、転送されていません。メールは Gmail にあるため、担当者が直接返信してください。',
  ),
  advice_native_doubled: fixed(
    'Shadow mode: Email-to-Case wrote it several times. A Salesforce administrator deletes what is too much.',
    'シャドーモード: メール-to-ケースが同じメールを複数回登録しました。余分なものを Salesforce 管理者が削除してください。',
  ),
  advice_native_other_case: fixed(
    'Shadow mode: Email-to-Case put it on a case of another conversation than the connector would have. A Salesforce administrator looks which case is right.',
    'シャドーモード: メール-to-ケースが、コネクタとは異なるやり取りのケースに登録しました。どちらのケースが正しいかを Salesforce 管理者が確認してください。',
  ),
} as const;
