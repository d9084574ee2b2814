import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts of “Where is my mail?”. The command `mail -- where` has the same words. */
export const WHERE = {
  whereTitle: fixed('Where is my mail?', 'メールの行方を調べる'),
  whereIntro: fixed(
    'Enter what you know of a mail. Gmail, this connector’s records and Salesforce are asked now; what you enter and what is found are not kept.',
    'メールについてわかることを入力してください。Gmail、コネクタの記録、Salesforce をその場で照会します。入力した内容も結果も保存されません。',
  ),
  whereAddress: fixed('Sender or recipient', '送信者または宛先'),
  whereAddressHint: fixed('An address, or a domain', 'メールアドレスまたはドメイン'),
  whereSubject: fixed('Words of the subject', '件名に含まれる語句'),
  whereSubjectHint: fixed('Whole words, in any order', '複数の語句はスペースで区切ります'),
  whereIdentifier: fixed('Message-ID', 'メッセージ ID(Message-ID)'),
  whereIdentifierHint: fixed(
    'In Gmail: “Show original”. The surest.',
    'Gmail の [メッセージのソースを表示] で確認できます。最も確実です。',
  ),
  whereDay: fixed('Day, or first day', '日付(または開始日)'),
  whereLastDay: fixed('Last day', '終了日'),
  whereZone: fixed('Time zone of the days', '日付のタイムゾーン'),
  whereMailbox: fixed('Mailbox', 'メールボックス'),
  whereOptional: fixed('optional', '省略可'),
  whereNoDay: fixed(
    'Without a day, the last 7 days are searched; a Message-ID is found at any time.',
    '日付を省略すると、直近 7 日間を検索します。メッセージ ID の場合は期間を問いません。',
  ),
  whereAllMailboxes: fixed('All mailboxes', 'すべてのメールボックス'),
  whereAsk: fixed('Find it', '調べる'),
  whereLink: fixed('Where is a mail?', 'メールの行方を調べる'),
  trace_empty: fixed(
    'Enter an address, words of the subject or a Message-ID.',
    'メールアドレス、件名の語句、メッセージ ID のいずれかを入力してください。',
  ),
  trace_too_long: fixed(
    'This is too long. Enter at most 500 characters.',
    '長すぎます。500 文字以内で入力してください。',
  ),
  trace_address_invalid: fixed(
    'This is no address. Enter one such as ann@example.com, or a domain such as example.com.',
    'メールアドレスとして読み取れません。ann@example.com のようなアドレスか、example.com のようなドメインを入力してください。',
  ),
  trace_subject_invalid: fixed(
    'Enter 1 to 20 words of the subject. Signs alone are no words.',
    '件名の語句を 1~20 個入力してください。記号だけでは検索できません。',
  ),
  trace_identifier_invalid: fixed(
    'This is no Message-ID. One looks like <CAF2x7@mail.example.com>.',
    'メッセージ ID として読み取れません。<CAF2x7@mail.example.com> のような形式で入力してください。',
  ),
  trace_day_invalid: fixed(
    'There is no such day. Enter one as YYYY-MM-DD, such as 2026-11-27.',
    '存在しない日付です。2026-11-27 のように YYYY-MM-DD の形式で入力してください。',
  ),
  trace_day_future: fixed(
    'This day has not begun yet in that time zone.',
    'このタイムゾーンでは、まだ始まっていない日付です。',
  ),
  trace_days_reversed: fixed(
    'The last day is before the first.',
    '終了日が開始日より前になっています。',
  ),
  trace_span_too_long: fixed(
    'These are too many days. Ask for at most 31.',
    '期間が長すぎます。31 日以内で指定してください。',
  ),
  trace_zone_unknown: fixed(
    'There is no such time zone. Enter a name such as Asia/Tokyo or UTC.',
    '不明なタイムゾーンです。Asia/Tokyo や UTC のような名前を入力してください。',
  ),
  trace_mailbox_unknown: fixed(
    'No such mailbox was ever connected. Leave it empty to search in all.',
    'このメールボックスは接続されたことがありません。すべてを検索する場合は空欄にしてください。',
  ),
  traceFound: saying(
    (count: number) => `${counted(count, 'mail', 'mails')} found`,
    (count) => `${grouped(count)} 通のメールが見つかりました`,
  ),
  traceNotFound: fixed('No mailbox has it', 'どのメールボックスにも見つかりません'),
  traceNotFoundAmong: saying(
    (count: number) => `None of the ${count} mailboxes that were searched has it`,
    (count) => `検索した ${count} 件のメールボックスには見つかりません`,
  ),
  traceNotFoundIn: saying(
    (address: string) => `It is not in ${address}`,
    (address) => `${address} には見つかりません`,
  ),
  traceNotSearched: fixed(
    'No mailbox could be searched',
    '検索できるメールボックスがありませんでした',
  ),
  traceMore: fixed(
    'More mails fit than are shown. Add a day or a word of the subject.',
    '表示しきれないメールがあります。日付や件名の語句を追加して絞り込んでください。',
  ),
  traceWhy: fixed('What may have become of it', '考えられる理由'),
  traceWay: fixed('Its way', '経過'),
  traceArrived: fixed('Arrived in the mailbox', 'メールボックスに到着'),
  traceSent: fixed('Sent from the mailbox', 'メールボックスから送信'),
  traceSentByUs: fixed(
    'Sent by this connector for Salesforce',
    'Salesforce からの依頼でコネクタが送信',
  ),
  traceIndirect: fixed(
    'Neither To nor Cc names this mailbox: it came by way of a group or an alias, or as a blind copy.',
    '宛先にも CC にもこのメールボックスがありません。グループ、エイリアス、または BCC 経由で届いたメールです。',
  ),
  traceTo: fixed('To', '宛先'),
  traceLabels: fixed('Now in', '現在のラベル'),
  traceArchived: fixed('All Mail (archived)', 'すべてのメール(アーカイブ済み)'),
  label_INBOX: fixed('Inbox', '受信トレイ'),
  label_SPAM: fixed('Spam', '迷惑メール'),
  label_TRASH: fixed('Trash', 'ゴミ箱'),
  label_SENT: fixed('Sent', '送信済み'),
  label_CATEGORY_SOCIAL: fixed('Social', 'ソーシャル'),
  label_CATEGORY_PROMOTIONS: fixed('Promotions', 'プロモーション'),
  label_CATEGORY_UPDATES: fixed('Updates', '新着'),
  label_CATEGORY_FORUMS: fixed('Forums', 'フォーラム'),
  acts_administrator: fixed(
    'You, as administrator of this connector',
    'コネクタの管理者(この画面をご覧の方)',
  ),
  acts_sender: fixed('The sender', '送信者'),
  acts_nobody: fixed('Nobody', '対応は不要です'),
  inOrg_merged: fixed(
    'Its case was merged since. The mail is on the case that is left.',
    'その後、ケースがマージされました。メールはマージ先のケースにあります。',
  ),
  inOrg_elsewhere: fixed(
    'Somebody has moved it to another case in Salesforce since.',
    'その後、Salesforce で別のケースに移動されています。',
  ),
  inOrg_nowhere: fixed(
    'Somebody has taken it off its case in Salesforce since.',
    'その後、Salesforce でケースから外されています。',
  ),
  inOrg_deleted: fixed(
    'It was deleted in Salesforce since, or its case was. It can be restored from the recycle bin for 15 days.',
    'その後、メールまたはケースが Salesforce で削除されました。15 日以内であれば、ごみ箱から復元できます。',
  ),
  inOrg_unasked: fixed(
    'The organization that it was filed in is no longer connected, so it could not be asked.',
    '登録先の組織が削除されているため、現在の状態は確認できません。',
  ),
  inOrg_unanswered: fixed(
    'Salesforce did not answer in time, so whether it is still there is not known.',
    'Salesforce から時間内に応答がなかったため、現在も残っているかどうかは確認できていません。',
  ),
  openItsCase: fixed('Open its case', '登録先のケースを開く'),
  openPresentCase: fixed('Open the case that it is on now', '現在のケースを開く'),
  shadow_advice: fixed(
    'This mailbox is in shadow mode: everything runs, and nothing is written to Salesforce. Change it in the mail settings of the mailbox.',
    'このメールボックスはシャドーモードです。処理は行われますが、Salesforce には何も登録されません。メールボックスのメール設定で変更できます。',
  ),
  skip_advice_spam: fixed(
    'Click “Not spam” in Gmail, and it becomes a case. Or click “File it” here.',
    'Gmail で [迷惑メールではない] をクリックすると、ケースに登録されます。ここで [登録する] をクリックすることもできます。',
  ),
  skip_advice_trash: fixed(
    'Move it back to the inbox in Gmail, and it becomes a case. Gmail deletes it for ever after 30 days.',
    'Gmail で受信トレイに戻すと、ケースに登録されます。30 日が過ぎると Gmail から完全に削除されます。',
  ),
  skip_advice_other_label: fixed(
    'Add the label in Gmail, and it becomes a case. A filter in Gmail does it for later mail.',
    'Gmail でラベルを付けると、ケースに登録されます。以後のメールには Gmail のフィルタを使えます。',
  ),
  skip_advice_before_start: fixed(
    'Bring earlier mail on the page of the mailbox, or click “File it” here.',
    'メールボックスのページで以前のメールを取り込むか、ここで [登録する] をクリックしてください。',
  ),
  skip_advice_deleted: fixed(
    'Nobody can bring it back. Ask the sender to send it again.',
    '復元できません。送信者に再送を依頼してください。',
  ),
  skip_advice_policy: fixed(
    'This is what the mailbox’s settings say. If it should become a case, click “File it”; if all such mail should, change the settings.',
    'メールボックスの設定による動作です。このメールを登録する場合は [登録する] を、同様のメールをすべて登録する場合は設定を変更してください。',
  ),
  wait_turn: fixed(
    'It was found, and is filed within a minute.',
    '検出済みです。1 分以内に登録されます。',
  ),
  wait_thread: fixed(
    'It waits for an earlier mail of its conversation, which is held: else an answer would open a second case.',
    '同じスレッドの以前のメールが保留中のため、登録を待っています。先に登録すると、返信が別のケースになるためです。',
  ),
  wait_retried: fixed(
    'Filing it failed for now, and is tried again by itself.',
    '登録に失敗しましたが、自動的に再試行されます。',
  ),
  wait_paused: fixed(
    'Its organization refuses all mail at the moment. It is filed once the organization takes mail again.',
    '現在、登録先の組織がすべてのメールを拒否しています。受け付けが再開されると登録されます。',
  ),
  wait_files: fixed(
    'It is on its case; its files are still being stored.',
    'ケースに登録済みです。添付ファイルを保存しています。',
  ),
  wait_corrected: fixed(
    'Somebody corrected it, and it is written again within a minute.',
    '修正されたため、1 分以内に登録し直されます。',
  ),
  wait_turned_off: fixed(
    'Mail into cases is off for this mailbox. It is filed once you turn it on.',
    'このメールボックスの「メールをケースに登録」はオフです。オンにすると登録されます。',
  ),
  unseen_never_on: fixed('Does not become a case', 'ケース登録の対象外'),
  unseen_never_on_text: fixed(
    'Mail of this mailbox does not become cases. Turn on “Mail into cases” on its page.',
    'このメールボックスのメールはケースに登録されません。メールボックスのページで「メールをケースに登録」をオンにしてください。',
  ),
  unseen_turned_off: fixed('Mail into cases is off', '「メールをケースに登録」がオフ'),
  unseen_turned_off_text: fixed(
    'It arrived while “Mail into cases” was off. Turn it on with a start before this mail.',
    '「メールをケースに登録」がオフのときに届きました。このメールより前の開始日を指定してオンにしてください。',
  ),
  unseen_before_start: fixed('Came before the start', '登録開始前に届いたメール'),
  unseen_before_start_text: fixed(
    'It arrived before the start that was chosen for this mailbox. Bring earlier mail on the mailbox’s page.',
    'このメールボックスの登録開始より前に届きました。メールボックスのページで以前のメールを取り込んでください。',
  ),
  unseen_backfilling: fixed('Is being brought', '取り込み中'),
  unseen_backfilling_text: fixed(
    'It arrived before the start. Earlier mail is being brought now, oldest first.',
    '登録開始より前に届いたメールです。現在、以前のメールを古い順に取り込んでいます。',
  ),
  unseen_unreadable: fixed('The mailbox cannot be read', 'メールボックスを読み取れません'),
  unseen_unreadable_text: fixed(
    'It is in Gmail, and the connector cannot read the mailbox at the moment. It is filed once it can.',
    'メールは Gmail にありますが、現在コネクタがメールボックスを読み取れません。解消されると登録されます。',
  ),
  unseen_not_yet: fixed('Not read yet', 'まだ読み取っていません'),
  unseen_not_yet_text: fixed(
    'It arrived after the mailbox was last read. It is found at the next reading.',
    '最後の読み取りの後に届いたメールです。次の読み取りで検出されます。',
  ),
  unseen_watch_text: fixed(
    'Gmail does not announce new mail of this mailbox at the moment, so it is looked for once a minute.',
    '現在 Gmail からの通知がないため、1 分ごとに確認しています。',
  ),
  unseen_forgotten: fixed('Too long ago', '記録の保存期間外'),
  unseen_forgotten_text: fixed(
    'The connector forgets filed and skipped mail after 60 days. Look in Salesforce for a case of that day.',
    '登録済み・スキップ済みのメールの記録は 60 日で削除されます。Salesforce でその日のケースを確認してください。',
  ),
  unseen_overlooked: fixed('Was overlooked', '検出もれ'),
  unseen_overlooked_text: fixed(
    'Gmail did not tell of it. The nightly search finds and files it.',
    'Gmail から通知されませんでした。夜間の確認で検出され、登録されます。',
  ),
  unseen_missed: fixed('Was missed', '検出もれ'),
  unseen_missed_text: fixed(
    'Gmail did not tell of it, and the nightly search no longer reaches it. Turn the mail off and on again with a start before this mail.',
    'Gmail から通知されず、夜間の確認の対象期間も過ぎています。このメールより前の開始日を指定して、「メールをケースに登録」をオフにし、再びオンにしてください。',
  ),
  lastReadAt: fixed('Mailbox last read', '最後の読み取り'),
  absence_in_org: fixed('Salesforce has it', 'Salesforce に登録されています'),
  absence_in_org_text: fixed(
    'It was deleted for ever from Gmail since, or another program brought it to Salesforce.',
    'その後 Gmail から完全に削除されたか、別の仕組みで Salesforce に登録されたメールです。',
  ),
  absence_unsearched: fixed(
    'Some mailboxes could not be searched',
    '検索できなかったメールボックスがあります',
  ),
  absence_unsearched_text: fixed(
    'It may be in one of those. Each that is listed below says who can act. Name the mailbox to have one asked that is not.',
    'そのいずれかにある可能性があります。下の一覧には対応者も記載しています。一覧にないものは、メールボックスを指定すると検索できます。',
  ),
  absence_not_ours: saying(
    (address: string) => `${address} is no connected mailbox`,
    (address) => `${address} は接続されていません`,
  ),
  absence_not_ours_text: fixed(
    'If it is a group or an alias, its mail comes into the mailboxes of its members, as far as these are connected and get it. If it is a mailbox, connect it.',
    'グループまたはエイリアスの場合、メールはメンバーのメールボックスに届きます(メンバーが接続済みで、配信を受けている場合に限ります)。メールボックスの場合は接続してください。',
  ),
  absence_deleted_unread: fixed('It may have been deleted', '削除された可能性があります'),
  absence_deleted_unread_text: saying(
    (count: number) =>
      `${counted(count, 'mail', 'mails')} of that time ${count === 1 ? 'was' : 'were'} deleted for ever before the connector could read it. Whether yours was among them, nobody can tell any more: ask the sender to send it again.`,
    (count) =>
      `この期間に、コネクタが読み取る前に完全に削除されたメールが ${grouped(count)} 通あります。お探しのメールかどうかは確認できません。送信者に再送を依頼してください。`,
  ),
  absence_too_fresh: fixed('It may still be on its way', '配信中の可能性があります'),
  absence_too_fresh_text: fixed(
    'Gmail finds a new mail some minutes after it arrived, and mail servers try for hours. Ask again in some minutes.',
    '届いたばかりのメールは、Gmail の検索に数分間現れないことがあります。また、配信に数時間かかる場合もあります。数分後にもう一度お試しください。',
  ),
  absence_spam_expired: fixed(
    'It may have been in Spam or Trash',
    '迷惑メールまたはゴミ箱にあった可能性があります',
  ),
  absence_spam_expired_text: fixed(
    'Gmail deletes both for ever after 30 days. Ask the sender to send it again.',
    'どちらも 30 日が過ぎると完全に削除されます。送信者に再送を依頼してください。',
  ),
  absence_workspace: fixed(
    'The Workspace may have quarantined or rerouted it',
    'Google Workspace で検疫または転送された可能性があります',
  ),
  absence_workspace_text: fixed(
    'Email log search in the Admin console shows each mail that reached the Workspace and what became of it: delivered, quarantined, sent elsewhere by a routing rule, or refused.',
    '管理コンソールの [メールログ検索] で、Google Workspace に届いた各メールの結果(配信、検疫、ルーティングルールによる転送、拒否)を確認できます。',
  ),
  openLogSearch: fixed('Open Email log search', '[メールログ検索] を開く'),
  openQuarantine: fixed('Open the quarantine', '検疫を開く'),
  absence_filters: fixed(
    'A filter or a blocked sender of the mailbox',
    'メールボックスのフィルタまたはブロック',
  ),
  absence_filters_text: fixed(
    'In Gmail’s settings, look at “Filters and Blocked Addresses” and at forwarding. Inbox, Spam, Trash and all labels were searched already.',
    'Gmail の設定の [フィルタとブロック中のアドレス] と転送設定を確認してください。受信トレイ、迷惑メール、ゴミ箱、すべてのラベルは検索済みです。',
  ),
  absence_sender: fixed(
    'It was never sent, or came back',
    '送信されていないか、差し戻された可能性があります',
  ),
  absence_sender_text: fixed(
    'Ask the sender for the address that they wrote to, for a message that it could not be delivered, and for the Message-ID.',
    '送信者に、送信先のアドレス、配信エラーの通知の有無、メッセージ ID を確認してください。',
  ),
  traceMailboxes: saying(
    (searched: number, all: number) =>
      `Searched: ${grouped(searched)} of ${counted(all, 'mailbox', 'mailboxes')}`,
    (searched, all) => `検索済み: ${grouped(all)} 件中 ${grouped(searched)} 件のメールボックス`,
  ),
  traceBeyond: saying(
    (count: number) =>
      `${counted(count, 'more mailbox was', 'more mailboxes were')} not searched, because they are too many for one question. Name the mailbox.`,
    (count) =>
      `ほかに ${grouped(count)} 件のメールボックスは、数が多いため検索していません。メールボックスを指定してください。`,
  ),
  look_searched: fixed('Searched', '検索済み'),
  look_unfinished: fixed('Did not answer in time', '時間内に応答なし'),
  look_unfinished_text: fixed(
    'Gmail did not answer within the time. Ask for this mailbox alone.',
    'Gmail から時間内に応答がありませんでした。このメールボックスだけを指定して、もう一度お試しください。',
  ),
  look_failed: fixed('Could not be searched', '検索できませんでした'),
  look_check_only: fixed('May not be searched', '検索権限なし'),
  look_check_only_text: fixed(
    'The connector may check this mailbox and not read its mail, so it cannot search in it. Connect it again with “Receive and send”, or search in Gmail.',
    'コネクタにはこのメールボックスの確認権限だけがあり、メールを読み取れないため検索できません。「受信と送信」で接続し直すか、Gmail で検索してください。',
  ),
  look_needs_reconnect: fixed('Must be connected again', '再接続が必要'),
  look_disconnected: fixed('Is disconnected', '切断済み'),
  look_disconnected_text: fixed(
    'The connector no longer reads this mailbox. Connect it again, or search in Gmail.',
    'コネクタはこのメールボックスを読み取っていません。再接続するか、Gmail で検索してください。',
  ),
} as const;
