import { fixed, saying } from './phrase.ts';

/** The texts of the page that says what would become of a mail. */
export const PREVIEW = {
  previewTitle: fixed('What would become of a mail?', 'メールの扱いの確認'),
  previewIntro: fixed(
    'Choose a mail as a file (.eml), as Gmail saves it with “Download message”. It is read as it would be read from Gmail. Nothing of it is stored.',
    'Gmail の「メッセージをダウンロード」などで保存したメールのファイル (.eml) を選択してください。Gmail から読み取るときと同じように読み取ります。内容は保存しません。',
  ),
  previewFor: saying(
    (address: string) => `As mail to ${address}, with the policies of this mailbox.`,
    (address) => `${address} 宛てのメールとして、このメールボックスのポリシーで確認します。`,
  ),
  previewForAny: fixed(
    'Without a mailbox: addresses in the domain of Delivered-To count as yours, and the policies are the usual ones.',
    'メールボックスを指定しない場合、Delivered-To のドメインのアドレスを自社として、標準のポリシーで確認します。',
  ),
  previewFile: fixed('Mail', 'メール'),
  previewFileHint: fixed('A file of at most 10 MB.', '10 MB までのファイルです。'),
  previewButton: fixed('Read the mail', 'メールを確認'),
  previewProblem_no_file: fixed('Choose a file first.', 'ファイルを選択してください。'),
  previewProblem_no_mail: fixed(
    'This is no mail, or one that cannot be read.',
    'メールではないか、読み取れないファイルです。',
  ),
  previewProblem_too_large: fixed(
    'The file is larger than 10 MB. The command “mail -- preview” reads larger ones.',
    'ファイルが 10 MB を超えています。コマンド「mail -- preview」ではさらに大きなファイルを確認できます。',
  ),
  previewCustomer: fixed('Customer', '顧客'),
  previewNobody: fixed('nobody is named', '差出人なし'),
  previewFrom: fixed('From', '差出人'),
  previewSubject: fixed('Subject', '件名'),
  previewNoSubject: fixed('(no subject)', '(件名なし)'),
  previewDate: fixed('Date', '日付'),
  previewKind: fixed('Kind', '種類'),
  previewReply: fixed('What the sender wrote', '差出人が書いた内容'),
  previewNoText: fixed('It has no text.', '本文はありません。'),
  previewWhole: fixed('The whole text, as it would be stored', '保存される全文'),
  previewFiles: fixed('Attachments', '添付ファイル'),
  previewInline: fixed('shown in the text', '本文中に表示'),
  previewBounced: fixed('Not delivered to', '配信できなかった宛先'),
  previewPermanent: fixed('for good', '恒久的なエラー'),
  previewTransient: fixed('for now', '一時的なエラー'),
  kind_mail: fixed('Mail', '通常のメール'),
  kind_auto_reply: fixed('Automatic answer', '自動応答'),
  kind_bounce: fixed('Report that a mail was not delivered', '配信エラーの通知'),
  kind_delivery_status: fixed('Report of a delivery', '配信状況の通知'),
  kind_calendar: fixed('Appointment', '会議の予定'),
  decision_new_case: fixed('Opens a new case', '新しいケースを作成'),
  decision_its_case_or_new_case: fixed(
    'Joins its case, or opens one',
    '既存のケースに追加または作成',
  ),
  decision_joins_its_case: fixed(
    'Joins its case, or is skipped',
    '既存のケースに追加またはスキップ',
  ),
  decision_skip: fixed('Becomes no case', 'ケースに登録しません'),
  action_file: fixed('Filed', '登録'),
  action_skip: fixed('Skipped', 'スキップ'),
  why_new_case: fixed('It answers no other mail.', 'ほかのメールへの返信ではありません。'),
  why_its_case_or_new_case: fixed(
    'It names another mail. Whether a case has that mail, and whether the sender takes part in it, is known in Salesforce only.',
    'ほかのメールへの返信です。そのメールのケースがあるか、差出人がケースの参加者かは、Salesforce でのみ判断できます。',
  ),
  why_joins_its_case: fixed(
    'A program wrote it about another mail. It joins the case of that mail, and opens none.',
    'ほかのメールについてプログラムが送信したメールです。そのメールのケースに追加し、新しいケースは作成しません。',
  ),
} as const;
