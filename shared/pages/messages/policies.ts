import { fixed, saying } from './phrase.ts';

/** The texts of a mailbox's policies: what each is about, what it does, and its choices. */
export const POLICIES = {
  policies: fixed('Special mail', '特別なメールの扱い'),
  policiesMean: fixed(
    'Automatic replies, bounces, sent mail, forwards and numbers that are masked.',
    '自動応答、配信エラー、送信メール、転送、番号の伏せ字などの扱いです。',
  ),
  policiesDefault: fixed('as recommended', '推奨設定'),
  policiesChanged: saying(
    (count: number) => `${count} changed`,
    (count) => `${count} 件変更`,
  ),
  policy_autoReplies: fixed('Automatic replies', '自動応答'),
  policy_autoReplies_means: fixed(
    'Out-of-office notices and confirmations that a program sends. They belong to the case that they answer.',
    '不在通知や受付確認など、プログラムが自動で返すメールです。返信先のメールのケースに追加します。',
  ),
  policy_autoReplies_join: fixed('Join an existing case only', '返信先のケースだけに追加する'),
  policy_autoReplies_skip: fixed('Skip them', '登録しない'),
  policy_autoReplies_file: fixed('Join a case, or open one', 'ケースがなければ作成する'),
  policy_bounces: fixed('Bounces', '配信エラーの通知'),
  policy_bounces_means: fixed(
    'Reports that a mail was not delivered, or that it was. They belong to the case of that mail.',
    'メールが届かなかったこと、または配信の状況を知らせる通知です。そのメールのケースに追加します。',
  ),
  policy_bounces_join: fixed('Join an existing case only', '対象のケースだけに追加する'),
  policy_bounces_skip: fixed('Skip them', '登録しない'),
  policy_bounces_file: fixed('Join a case, or open one', 'ケースがなければ作成する'),
  policy_sentMail: fixed('Mail sent in Gmail', 'Gmail から送信したメール'),
  policy_sentMail_means: fixed(
    'What somebody answers in Gmail and not in Salesforce.',
    'Salesforce ではなく、Gmail で返信したメールです。',
  ),
  policy_sentMail_mirror: fixed('Show it on the case that it answers', '返信先のケースに追加する'),
  policy_sentMail_skip: fixed('Skip it', '登録しない'),
  policy_copies: fixed(
    'One mail to several of your mailboxes',
    '複数のメールボックスに届いたメール',
  ),
  policy_copies_means: fixed(
    'A mail that reached another connected mailbox too. Choose the same for each of them.',
    '接続済みのほかのメールボックスにも届いたメールです。どのメールボックスも同じ設定にしてください。',
  ),
  policy_copies_one_case: fixed('One case for all', '1 件のケースにまとめる'),
  policy_copies_case_each: fixed('A case for each mailbox', 'メールボックスごとにケースを作成する'),
  policy_groups: fixed('Mail through a Google Group', 'Google グループを経由したメール'),
  policy_groups_means: fixed(
    'Who is the customer when mail comes through a group of your domain?',
    '自社のドメインのグループを経由したメールで、誰を顧客とするかを選びます。',
  ),
  policy_groups_original_sender: fixed('Who wrote to the group', 'グループに送信した人'),
  policy_groups_group: fixed(
    'Who From names, often the group itself',
    '差出人(From)のアドレス(多くはグループ)',
  ),
  policy_forwards: fixed('Mail that a colleague forwards', '社員が転送したメール'),
  policy_forwards_means: fixed(
    'Who is the customer when somebody of your domain forwards a mail?',
    '自社のドメインの社員が転送したメールで、誰を顧客とするかを選びます。',
  ),
  policy_forwards_original_sender: fixed('Who wrote it first', '元の差出人'),
  policy_forwards_forwarder: fixed('The colleague', '転送した社員'),
  policy_loops: fixed('Loops', 'メールのループ'),
  policy_loops_means: fixed(
    'More than 15 equal mails of one sender within a minute: two programs may be answering each other.',
    '同じ差出人から同じ内容のメールが 1 分間に 15 通を超えて届いた場合です。プログラム同士が返信し合っている可能性があります。',
  ),
  policy_loops_hold: fixed('Hold them until a person decides', '保留し、担当者が判断する'),
  policy_loops_file: fixed('File each of them', 'すべて登録する'),
  policy_knownSpam: fixed('Spam of a known contact', '取引先責任者からの迷惑メール'),
  policy_knownSpam_means: fixed(
    'Mail that Gmail takes for spam, although it authenticated the sender, who is a contact in Salesforce.',
    'Gmail が迷惑メールに分類したものの、差出人が認証されており、Salesforce の取引先責任者であるメールです。',
  ),
  policy_knownSpam_skip: fixed('Skip it', '登録しない'),
  policy_knownSpam_file: fixed('File it', '登録する'),
  policy_images: fixed('Images that each answer repeats', '返信のたびに繰り返される画像'),
  policy_images_means: fixed(
    'Logos in signatures, for example. The text of each mail shows them; the choice is about their files.',
    '署名のロゴなどです。どのメールの本文にも表示されます。ここでは、ファイルとして保存する方法を選びます。',
  ),
  policy_images_once: fixed('Store each image once for its case', 'ケースごとに 1 回だけ保存する'),
  policy_images_each: fixed('Store it with each mail', 'メールごとに保存する'),
  policy_cards: fixed('Numbers of payment cards', 'カード番号'),
  policy_cards_means: fixed(
    'In the subject and the text. Attachments are not searched.',
    '件名と本文にある番号です。添付ファイルは対象外です。',
  ),
  policy_cards_keep: fixed('Keep them', 'そのまま登録する'),
  policy_cards_mask: fixed('Mask all but the last four digits', '下 4 桁以外を伏せる'),
  policy_myNumbers: fixed('Japan’s Individual Numbers', '個人番号(マイナンバー)'),
  policy_myNumbers_means: fixed(
    '“My Number”, in the subject and the text. Attachments are not searched.',
    '件名と本文にある番号です。添付ファイルは対象外です。',
  ),
  policy_myNumbers_keep: fixed('Keep them', 'そのまま登録する'),
  policy_myNumbers_mask: fixed('Mask all digits', 'すべての桁を伏せる'),
  policy_blockedSenders: fixed('Blocked senders', 'ブロックする差出人'),
  policy_blockedSenders_means: fixed(
    'An address or a domain on each line, such as @example.com. Their mail is skipped, even when it answers a case.',
    '1 行に 1 つ、アドレスまたは @example.com の形のドメインを入力します。ケースへの返信であっても登録しません。',
  ),
} as const;
