import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts about single mails: what became of each, and what a person may decide. */
export const LEDGER = {
  messagesOf: saying(
    (address: string) => `Last messages of ${address}`,
    (address) => `${address} の最近のメール`,
  ),
  messagesIntro: fixed(
    'What became of each mail. The connector keeps neither subjects nor texts; finished ones are listed for 60 days.',
    '各メールの処理結果です。コネクタは件名や本文を保存しません。処理済みのメールは 60 日間表示されます。',
  ),
  messagesOff: fixed(
    'Mail into cases is off. What waits here is filed once it is turned on again.',
    '「メールをケースに登録」はオフです。待機中のメールは、オンにすると登録されます。',
  ),
  showLabel: fixed('Which mail', '表示するメール'),
  show_all: fixed('All', 'すべて'),
  show_held: fixed('Held', '保留中'),
  noMessages: fixed('No mail yet.', 'メールはまだありません。'),
  noHeld: fixed('No mail is held.', '保留中のメールはありません。'),
  mail_found: fixed('Waits to be filed', '登録待ち'),
  mail_retried: fixed('Is tried again', '再試行待ち'),
  mail_files_left: fixed(
    'On its case; files are still stored',
    'ケースに登録済み(添付ファイルを保存中)',
  ),
  mail_new_case: fixed('Opened a new case', '新しいケースを作成'),
  mail_reply: fixed('Joined its case', '既存のケースに追加'),
  mail_sent: fixed('Sent, and on its case', '送信済み(ケースに追加)'),
  mail_copy: fixed('Was in Salesforce already', 'Salesforce に登録済み'),
  shadow_new_case: fixed(
    'Shadow mode: would open a new case',
    'シャドーモード: 新しいケースになるメール',
  ),
  shadow_sent: fixed(
    'Shadow mode: sent, would be on its case',
    'シャドーモード: ケースに追加される送信メール',
  ),
  shadow_reply: fixed(
    'Shadow mode: would join its case',
    'シャドーモード: 既存のケースに追加されるメール',
  ),
  shadow_copy: fixed(
    'Shadow mode: is in Salesforce already',
    'シャドーモード: Salesforce に登録済みのメール',
  ),
  mail_skipped: fixed('Skipped', 'スキップ'),
  mail_held: fixed('Held', '保留中'),
  skipped_spam: fixed('It is in Spam.', '迷惑メールに分類されています。'),
  skipped_trash: fixed('It is in Trash.', 'ゴミ箱に入っています。'),
  skipped_draft: fixed('It is a draft.', '下書きです。'),
  skipped_chat: fixed('It is a chat message.', 'チャットのメッセージです。'),
  skipped_other_label: fixed(
    'It does not have the label whose mail becomes cases.',
    '対象のラベルが付いていません。',
  ),
  skipped_sent: fixed(
    'It was sent from this mailbox, and belongs to no case.',
    'このメールボックスから送信したメールで、対応するケースがありません。',
  ),
  skipped_sent_in_org: fixed(
    'It was sent from this mailbox, and Salesforce has it on its case already.',
    'このメールボックスから送信したメールで、Salesforce のケースに登録済みです。',
  ),
  skipped_blocked: fixed(
    'This mailbox takes no mail of its sender.',
    '送信者がこのメールボックスの受信拒否リストに入っています。',
  ),
  skipped_before_start: fixed(
    'It arrived before the start that was chosen.',
    '登録を始める時期より前に届いたメールです。',
  ),
  skipped_deleted: fixed('It was deleted before it could be read.', '読み取る前に削除されました。'),
  skipped_auto_reply: fixed(
    'It is an automatic answer, and no case is known that it belongs to.',
    '自動応答のメールで、対応するケースが見つかりませんでした。',
  ),
  skipped_bounce: fixed(
    'It says that a mail could not be delivered, and no case is known that it belongs to.',
    'メールを配信できなかったという通知で、対応するケースが見つかりませんでした。',
  ),
  skipped_delivery_status: fixed(
    'It reports the delivery of a mail, and no case is known that it belongs to.',
    'メールの配信状況の通知で、対応するケースが見つかりませんでした。',
  ),
  skipped_by_person: fixed('Somebody skipped it.', '手動でスキップされました。'),
  notJoined_stranger: fixed(
    'It answers a case of other people, so it opened one of its own.',
    '別の関係者のケースへの返信だったため、新しいケースを作成しました。',
  ),
  notJoined_unauthenticated: fixed(
    'Gmail could not verify its sender, so it did not join the case that it answers.',
    'Gmail が送信者を確認できなかったため、返信元のケースには追加しませんでした。',
  ),
  notJoined_case_gone: fixed(
    'The case that it answers was deleted.',
    '返信元のケースは削除されています。',
  ),
  foundBy_push: fixed('Announced by Gmail', 'Gmail からの通知で検出'),
  foundBy_poll: fixed('Found by looking', '定期確認で検出'),
  foundBy_resync: fixed('Found in the list of the mailbox', '一覧の読み取りで検出'),
  foundBy_sweep: fixed('Found by the nightly search', '夜間の確認で検出'),
  foundBy_backfill: fixed('Earlier mail, asked for by an admin', '管理者の操作で取り込み'),
  mail_corrected: fixed('Is written again, as corrected', '修正内容で再登録中'),
  wrongCase: fixed('This is the wrong case', '誤ったケースに登録されています'),
  wrongCaseOrCustomer: fixed('Wrong case?', 'ケースが違う場合'),
  wrongCaseMeans: fixed(
    'The mail is written again where it belongs, with its files. Later mail of its conversation goes there too, if its sender takes part.',
    'メールを添付ファイルとともに正しいケースへ登録し直します。同じスレッドの後のメールも、送信者が関係者であれば、そのケースに追加されます。',
  ),
  oldCopyStays: fixed(
    'Salesforce lets nobody change the case of a mail. So a copy stays on the present case: portals show it no more, and no answer finds it. Delete it in Salesforce if nobody should see it there.',
    'Salesforce では、メールのケースを変更できません。そのため現在のケースには写しが残りますが、ポータルには表示されず、返信の照合にも使われません。残したくない場合は Salesforce で削除してください。',
  ),
  presentCase: fixed('The case that it is on now', '現在のケース'),
  otherCase: fixed('Another case', '別のケース'),
  otherCaseNamed: fixed(
    'Its number, its id, or the address of its page',
    'ケース番号、ID、またはページの URL',
  ),
  lookUpCase: fixed('Look it up', '検索'),
  isItThisCase: fixed('Is it this one?', 'このケースですか?'),
  caseNumber: fixed('Case number', 'ケース番号'),
  caseStatus: fixed('Status', '状況'),
  moveToCase: fixed('Move the mail to this case', 'このケースに移動'),
  ownCase: fixed('A new case', '新しいケース'),
  ownCaseMeans: fixed(
    'The mail opens a case of its own, with the settings of the mailbox.',
    'メールボックスの設定に従って、このメールから新しいケースを作成します。',
  ),
  moveToNew: fixed('Move the mail to a new case', '新しいケースに移動'),
  wrongCustomer: fixed('The wrong customer', '顧客が違う場合'),
  wrongCustomerMeans: fixed(
    'A colleague forwarded this mail, and the person who wrote it first counts as the customer. If the forwarder is the customer, the mail is written again with that sender. A case that the mail opened gets the forwarder as its contact.',
    'このメールは社内から転送されたもので、最初の送信者が顧客になっています。転送者が顧客である場合は、転送者を送信者として登録し直します。このメールから作成されたケースの取引先責任者も、転送者に変わります。',
  ),
  customerIsForwarder: fixed('The customer is the forwarder', '転送者を顧客にする'),
  doneMail_corrected: fixed('It is written again within a minute.', '1 分以内に登録し直します。'),
  nextAttempt: fixed('Next attempt', '次の試行'),
  openCase: fixed('Open case', 'ケースを開く'),
  openInGmail: fixed('Open in Gmail', 'Gmail で開く'),
  showEnvelope: fixed('Show subject and sender', '件名と送信者を表示'),
  envelopeSubject: fixed('Subject', '件名'),
  envelopeFrom: fixed('From', '送信者'),
  envelopeMeans: fixed(
    'Read from Gmail just now, and not kept.',
    'Gmail から読み取った内容です。保存されません。',
  ),
  noSubject: fixed('(no subject)', '(件名なし)'),
  retryMail: fixed('Try again', '再試行'),
  fileMail: fixed('File it', '登録する'),
  skipMail: fixed('Skip it', 'スキップ'),
  retryAll: fixed('Try all again', 'すべて再試行'),
  fileAll: fixed('File all', 'すべて登録'),
  skipAll: fixed('Skip all', 'すべてスキップ'),
  fileMeans: fixed(
    '“File it” files a mail whatever its labels say. “Skip it” gives it up; later mail of its conversation goes on without it.',
    '[登録する] は、ラベルに関係なく登録します。[スキップ] は登録せずに終了し、同じスレッドの後のメールは先に進みます。',
  ),
  heldByCause: fixed('Held mail, by cause', '原因別の保留中のメール'),
  olderMail: fixed('Older', '以前のメール'),
  newestMail: fixed('Newest', '最新のメール'),
  mailPages: fixed('Pages of mail', 'メールのページ'),
  doneMail_retried: fixed('It is tried again within a minute.', '1 分以内に再試行します。'),
  doneMail_forced: fixed('It is filed within a minute.', '1 分以内に登録します。'),
  doneMail_skipped: fixed('It was skipped.', 'スキップしました。'),
  doneMany_retried: saying(
    (count: number) => `${counted(count, 'mail is', 'mails are')} tried again within a minute.`,
    (count) => `${grouped(count)} 通を 1 分以内に再試行します。`,
  ),
  doneMany_forced: saying(
    (count: number) => `${counted(count, 'mail is', 'mails are')} filed within a minute.`,
    (count) => `${grouped(count)} 通を 1 分以内に登録します。`,
  ),
  doneMany_skipped: saying(
    (count: number) => `${counted(count, 'mail was', 'mails were')} skipped.`,
    (count) => `${grouped(count)} 通をスキップしました。`,
  ),
  leftForCause: saying(
    (count: number) =>
      `${counted(count, 'more is', 'more are')} held for the same cause: at most 500 are taken at once, so click again.`,
    (count) =>
      `同じ原因で保留中のメールが、あと ${grouped(count)} 通あります。1 回に処理できるのは 500 通までです。もう一度クリックしてください。`,
  ),
  newestCounted: fixed(
    'More than 2,000 mails are held. The newest ones are counted here.',
    '2,000 通を超えるメールが保留中です。ここでは新しいものだけを数えています。',
  ),
  heldIntro: fixed(
    'Mail that cannot be filed until somebody acts, in all mailboxes. Each stays in Gmail.',
    '対応するまで登録できないメールです(すべてのメールボックス)。メールは Gmail に残っています。',
  ),
  heldBanner: saying(
    (count: number) => `${counted(count, 'mail is', 'mails are')} held until somebody decides.`,
    (count) => `${grouped(count)} 通のメールが保留中です。対応が必要です。`,
  ),
  showHeld: fixed('Show held mail', '保留中のメールを表示'),
  causeHeading: saying(
    (count: number, title: string) => `${title} (${counted(count, 'mail', 'mails')})`,
    (count, title) => `${title}(${grouped(count)} 通)`,
  ),
} as const;
