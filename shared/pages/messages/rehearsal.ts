import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts of a rehearsal: what would have become of a mailbox's mail under other settings. */
export const REHEARSAL = {
  showRehearsal: fixed('Show what would change', '変更の影響を確認'),
  rehearsalOf: saying(
    (address: string) => `What would change for ${address}`,
    (address) => `${address} の変更の影響`,
  ),
  rehearsalIntro: fixed(
    'What would have become of the mailbox’s last mail under the changed settings, beside what becomes of it under the present ones. Nothing is saved yet, and nothing was written to Salesforce or Gmail.',
    '最近届いたメールについて、現在の設定と変更後の設定とで、それぞれどう扱われるかを比べた結果です。設定はまだ保存されていません。Salesforce にも Gmail にも何も書き込んでいません。',
  ),
  rehearsalFailed: fixed('This could not be found out.', '影響を確認できませんでした。'),
  rehearsalEmpty: fixed(
    'No mail arrived in the last 30 days.',
    'この 30 日間に届いたメールはありません。',
  ),
  rehearsalNone: fixed(
    'None of the mails could be looked at, so that nothing is known of the change.',
    'メールを 1 通も確認できなかったため、変更の影響はわかりません。',
  ),
  rehearsalSame: fixed(
    'The same would have become of each of these mails.',
    'これらのメールの扱いは、どれも変わりません。',
  ),
  rehearsalDiffers: saying(
    (count: number) => `${counted(count, 'mail', 'mails')} would change`,
    (count) => `${grouped(count)} 通のメールの扱いが変わります`,
  ),
  rehearsalCounts: fixed('All mails that were looked at', '確認したすべてのメール'),
  rehearsalCovered: saying(
    (done: number, arrived: number) =>
      `${grouped(done)} of the ${counted(arrived, 'mail', 'mails')} of the last 30 days`,
    (done, arrived) => `この 30 日間の ${grouped(arrived)} 通のうち ${grouped(done)} 通`,
  ),
  rehearsalFirst: fixed('The first one arrived', '最初のメールの受信'),
  rehearsalLast: fixed('The last one arrived', '最後のメールの受信'),
  rehearsalLeft: fixed(
    'There are more than a page can wait for, because Gmail lets only 200 mails a minute be read again. The command “mail -- rehearse” takes all of them.',
    'Gmail から再び読み取れるのは 1 分間に 200 通までのため、画面ではすべてのメールを確認できません。コマンド「mail -- rehearse」ではすべて確認できます。',
  ),
  rehearsalUnread: saying(
    (count: number) =>
      `${counted(count, 'mail', 'mails')} could not be read, most often because of a deletion in Gmail. Nothing below counts them.`,
    (count) =>
      `${grouped(count)} 通は読み取れませんでした。多くは Gmail から削除されたメールです。次の件数には含まれません。`,
  ),
  rehearsalMore: saying(
    (count: number) =>
      `${counted(count, 'more mail', 'more mails')} would change: the command “mail -- rehearse” names each.`,
    (count) =>
      `ほかに ${grouped(count)} 通のメールの扱いが変わります。コマンド「mail -- rehearse」ですべて確認できます。`,
  ),
  rehearsalLimits: fixed(
    'Not known is what only writing would show, such as a validation rule of Salesforce, and what people would have done otherwise.',
    'Salesforce の入力規則など、実際に書き込まないとわからないことと、担当者の対応がどう変わったかは、結果に反映されません。',
  ),
  fateKind: fixed('What becomes of them', 'メールの扱い'),
  fateNow: fixed('Present settings', '現在の設定'),
  fateChanged: fixed('Changed settings', '変更後の設定'),
  fate_new_case: fixed('Opens a case', 'ケースを作成'),
  fate_reply: fixed('Joins a case', 'ケースに追加'),
  fate_copy: fixed('Is on a case already', '登録済み'),
  fate_sent: fixed('Joins a case as sent mail', '送信メールとしてケースに追加'),
  fate_skipped: fixed('Skipped', 'スキップ'),
  fate_held: fixed('Held', '保留'),
  fate_waiting: fixed('Waits for an earlier mail of its thread', 'スレッドの前のメールを待機'),
  fateCustomer: saying(
    (address: string) => `Customer: ${address}`,
    (address) => `顧客: ${address}`,
  ),
  fateMasked: fixed('Numbers are masked', '番号を伏せます'),
  fateCase: fixed('The case', 'ケース'),
  fateFirstMail: fixed('The mail that opens the case', 'ケースを作成するメール'),
  saveThese: fixed('Save these settings', 'この設定で保存'),
  backToSettings: fixed('Back to the settings', '設定に戻る'),
} as const;
