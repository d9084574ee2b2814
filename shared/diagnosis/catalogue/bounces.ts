import { both, type Entry, opening } from '../entry.ts';
import { LINKS } from './links.ts';

/** The connector has no part in a mail between two servers. */
const NOT_OURS = both(
  'The connector is not at fault, and the mail in the mailbox is not affected.',
  'コネクタの問題ではなく、メールボックスのメールにも影響はありません。',
);

const bounced = (en: string, ja: string) => both(`${en} ${NOT_OURS.en}`, `${ja}${NOT_OURS.ja}`);

const SEND_AGAIN = both('Then send the mail again.', 'その後、メールをもう一度送信してください。');

/** Why a mail server did not take a mail: the text of a bounce, or of a refused login over SMTP. */
export const BOUNCES = {
  bounce_delayed: {
    actor: 'nobody_retry',
    retries: true,
    passes: true,
    title: both(
      'A mail server asks to try again later',
      'メールサーバーが時間をおいた再送を求めています',
    ),
    explanation: bounced(
      'A status that begins with 4 is temporary: the server is busy, the recipient or the sender is over a limit at the moment, or a name could not be resolved. Mail servers try again for some days.',
      '4 で始まるステータスは一時的なエラーです。サーバーの混雑、送受信の量の一時的な超過、名前解決の失敗などが考えられます。メールサーバーは数日間、自動で再送します。',
    ),
    remedy: [
      both('You need not do anything.', '操作は必要ありません。'),
      both(
        'If the status still comes after a day, look at what its sentence names: the address, the sender’s reputation, or the server’s address.',
        '1 日たっても続く場合は、メッセージに示された項目(宛先、送信元の評価、サーバーのアドレス)を確認してください。',
      ),
    ],
    links: [LINKS.smtpErrors],
  },
  bounce_recipient_unknown: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('The recipient’s address does not exist', '宛先のメールアドレスが存在しません'),
    explanation: bounced(
      'The recipient’s server, or the name system of the internet, does not know the address or its domain. Sending the same again gives the same answer.',
      '宛先のサーバーまたは DNS に、このアドレスまたはドメインがありません。同じ宛先に再送しても結果は変わりません。',
    ),
    remedy: [
      both(
        'Whoever sent the mail compares the address letter by letter with what the customer wrote, and corrects it on the contact and the case.',
        'メールの送信者が、アドレスを顧客の記載と 1 文字ずつ照合し、取引先責任者とケースのアドレスを修正してください。',
      ),
      SEND_AGAIN,
    ],
    links: [LINKS.smtpErrors],
  },
  bounce_own_address_unknown: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'Your organization’s own address does not exist',
      '自社のメールアドレスが存在しません',
    ),
    explanation: both(
      'Customers’ mail to this address returns, because Google Workspace has no user, group or alias of this name, or the domain’s MX records lead to another server. The connector is not at fault.',
      'このアドレス宛のメールが返送されています。Google Workspace に該当するユーザー、グループ、エイリアスがないか、ドメインの MX レコードが別のサーバーを指しています。コネクタの問題ではありません。',
    ),
    remedy: [
      opening(
        LINKS.users,
        'In the Google Admin console open Directory > Users (or Groups), and create the address, add it as an alias, or restore the user within 20 days of the deletion.',
        'Google 管理コンソールの [ディレクトリ] > [ユーザー](または [グループ])で、アドレスを作成するか、エイリアスとして追加してください。削除から 20 日以内であれば、ユーザーを復元できます。',
      ),
      both(
        'Check that the domain’s MX records name Google’s servers.',
        'ドメインの MX レコードが Google のサーバーを指していることを確認してください。',
      ),
    ],
    links: [],
  },
  bounce_policy_rule: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'A rule of Google Workspace refused the mail',
      'Google Workspace のルールでメールが拒否されました',
    ),
    explanation: bounced(
      'An administrator of the sending or receiving organization made a rule for content, routing or blocked senders, and this mail breaks it. The sign “gcdp” in the answer names such a rule.',
      '送信側または受信側の組織の管理者が設定した、コンテンツ、ルーティング、ブロック対象の送信者などのルールに該当しました。応答の「gcdp」は、このようなルールを表します。',
    ),
    remedy: [
      opening(
        LINKS.gmailCompliance,
        'In the Google Admin console open Apps > Google Workspace > Gmail > Compliance, and also “Spam, phishing and malware” and Routing. Find the rule that rejects.',
        'Google 管理コンソールで [アプリ] > [Google Workspace] > [Gmail] の [コンプライアンス]、[迷惑メール、フィッシング、不正なソフトウェア]、[ルーティング] を開き、拒否しているルールを確認してください。',
      ),
      both(
        'Exempt the address or the route from the rule, such as the forwarding to *.case.salesforce.com.',
        'そのアドレスまたは経路(*.case.salesforce.com への転送など)をルールの対象から除外してください。',
      ),
      SEND_AGAIN,
    ],
    links: [LINKS.smtpErrors],
  },
  bounce_unauthenticated: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'The sender’s domain does not prove itself (SPF, DKIM)',
      '送信元ドメインの認証(SPF、DKIM)に失敗しました',
    ),
    explanation: bounced(
      'Receiving servers take mail only when SPF, DKIM and DMARC, or the name of the sending server, prove the domain in “From”. This mail passed none of them, often because another server sends in the domain’s name or forwards.',
      '受信側のサーバーは、SPF、DKIM、DMARC、または送信サーバーの名前で差出人のドメインを確認できるメールだけを受け付けます。別のサーバーからの送信や転送により、確認できなかったと考えられます。',
    ),
    remedy: [
      opening(
        LINKS.dkim,
        'In the Google Admin console open Apps > Google Workspace > Gmail > Authenticate email, generate the DKIM key, put it into the domain’s DNS, and click “Start authentication”.',
        'Google 管理コンソールで [アプリ] > [Google Workspace] > [Gmail] > [メールの認証] を開き、DKIM キーを生成してドメインの DNS に登録し、[認証を開始] をクリックしてください。',
      ),
      both(
        'Name every server that sends for the domain in its SPF record, and give the server’s address a PTR record.',
        'ドメインの SPF レコードに送信するすべてのサーバーを登録し、サーバーの IP アドレスに PTR レコードを設定してください。',
      ),
      SEND_AGAIN,
    ],
    links: [LINKS.senderGuidelines],
  },
  bounce_sender_blocked: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'The sender’s server or domain has a bad reputation',
      '送信元のサーバーまたはドメインの評価が低下しています',
    ),
    explanation: bounced(
      'The receiving server takes the mail for spam because of the address or the domain that sends it, or a block list names them.',
      '送信元の IP アドレスまたはドメインの評価、あるいはブロックリストへの登録により、迷惑メールと判断されました。',
    ),
    remedy: [
      both(
        'An administrator of the sending domain looks for an account or a server that sends much unasked mail, and stops it.',
        '送信元ドメインの管理者が、大量の迷惑メールを送信しているアカウントまたはサーバーがないか確認し、停止してください。',
      ),
      both(
        'Follow the rules for senders, watch the reputation in Google’s Postmaster Tools, and ask the block list that the answer names to remove the address.',
        '送信者のガイドラインに従い、Google の Postmaster Tools で評価を確認し、応答に示されたブロックリストに解除を依頼してください。',
      ),
      SEND_AGAIN,
    ],
    links: [LINKS.senderGuidelines],
  },
  bounce_relay_denied: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'The mail server does not relay for this sender',
      'メールサーバーが中継を許可していません',
    ),
    explanation: bounced(
      'The server passes mail on only for servers, senders or domains that its administrator has registered, and this one is not among them.',
      'このサーバーは、管理者が登録したサーバー、送信者、ドメインのメールだけを中継します。今回の送信元は登録されていません。',
    ),
    remedy: [
      opening(
        LINKS.gmailRouting,
        'In the Google Admin console open Apps > Google Workspace > Gmail > Routing > SMTP relay service, and register the server’s public IP address and the allowed senders.',
        'Google 管理コンソールで [アプリ] > [Google Workspace] > [Gmail] > [ルーティング] > [SMTP リレー サービス] を開き、サーバーのグローバル IP アドレスと許可する送信者を登録してください。',
      ),
      SEND_AGAIN,
    ],
    links: [LINKS.smtpErrors],
  },
  bounce_refused: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'The recipient’s server refuses this mail',
      '宛先のサーバーがこのメールを拒否しました',
    ),
    explanation: bounced(
      'A status that begins with 5 is final: the mail is too large, holds a file or link that is not allowed, or the recipient’s server takes nothing from this sender.',
      '5 で始まるステータスは最終的な拒否です。メールが大きすぎるか、許可されていないファイルやリンクを含むか、宛先のサーバーがこの送信者のメールを受け付けません。',
    ),
    remedy: [
      both(
        'Whoever sent the mail reads the sentence after the status: it names what is refused.',
        'メールの送信者が、ステータスの後の文を読み、拒否された理由を確認してください。',
      ),
      both(
        'Send it again without the large or blocked file, for example with a link to the file; or ask the recipient’s administrator to let the sender in.',
        '大きなファイルやブロックされたファイルをリンクに置き換えて再送するか、宛先の管理者に受信の許可を依頼してください。',
      ),
    ],
    links: [LINKS.smtpErrors],
  },
  bounce_request_wrong: {
    actor: 'developer',
    retries: false,
    title: both(
      'A program sends mail in a way that servers refuse',
      'プログラムによるメールの送信方法に誤りがあります',
    ),
    explanation: both(
      'The mail server accepts the sender and refuses the mail’s form: a header is missing or stands twice, a line has the wrong ending, or a command comes before STARTTLS. The connector does not cause this: it sends through the Gmail API.',
      'ヘッダーの不足や重複、改行の形式の誤り、STARTTLS より前のコマンドなどにより、メールサーバーが受け付けません。コネクタ自体は Gmail API で送信するため、このような送信は行いません。',
    ),
    remedy: [
      both(
        'Whoever wrote the program corrects what the answer names: exactly one From with a valid address (RFC 5322), lines that end with CR LF, and STARTTLS on port 587 or TLS on port 465.',
        'プログラムの作成者が、応答に示された箇所を修正してください。有効なアドレスを持つ From を 1 つだけ指定し(RFC 5322)、行末を CR LF とし、ポート 587 の STARTTLS またはポート 465 の TLS を使用します。',
      ),
      both('Or let the connector send the mail.', 'または、コネクタからメールを送信してください。'),
    ],
    links: [LINKS.smtpErrors],
  },
  bounce_case_address: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Salesforce’s Email-to-Case address takes no mail',
      'メール-to-ケースのアドレスが受信を拒否しました',
    ),
    explanation: bounced(
      'The long address at case.salesforce.com belongs to a routing address that was deleted or changed, or that accepts only certain senders.',
      'case.salesforce.com の長いアドレスに対応するルーティングアドレスが、削除または変更されたか、特定の送信者だけを受け付けています。',
    ),
    remedy: [
      opening(
        LINKS.emailToCase,
        'In Salesforce open Setup > Email-to-Case > Routing Addresses. Create the address again if it is missing, and see which senders “Accept Email From” names.',
        'Salesforce の [設定] > [メール-to-ケース] > [ルーティングアドレス] を開き、ない場合は作成し直し、[受け付けるメールアドレス] に制限がないか確認してください。',
      ),
      both(
        'Copy its Email Services Address into the forwarding rule, since a new routing address has another one. The connector itself does not use this address.',
        '新しいルーティングアドレスではメールサービスアドレスが変わるため、転送ルールに設定し直してください。コネクタ自体はこのアドレスを使用しません。',
      ),
    ],
    links: [],
  },
  org_mail_limit: {
    actor: 'salesforce_admin',
    retries: false,
    passes: true,
    title: both(
      'Salesforce’s limit for mail of a day is reached',
      'Salesforce のメールの 1 日の上限に達しました',
    ),
    explanation: both(
      'The organization has sent, or taken in by Email-to-Case, as many mails as it may in a day. The limit starts afresh at midnight GMT. The connector writes records and does not count towards it.',
      '組織が 1 日に送信できるメール、またはメール-to-ケースで受信できるメールの数に達しました。上限はグリニッジ標準時の午前 0 時にリセットされます。コネクタはレコードを登録するだけで、この数には含まれません。',
    ),
    remedy: [
      both(
        'Wait until midnight GMT (9 o’clock in the morning in Japan): the same works again without anybody acting.',
        'グリニッジ標準時の午前 0 時(日本時間の午前 9 時)までお待ちください。何もしなくても、同じ処理が再び成功します。',
      ),
      opening(
        LINKS.emailToCase,
        'If it happens often, look for what sends so much (a flow, an alert, a loop of automatic replies), or use On-Demand Email-to-Case: Setup > Email-to-Case.',
        '頻繁に起こる場合は、大量に送信しているフロー、アラート、自動返信のループがないか確認するか、[設定] > [メール-to-ケース] でオンデマンドサービスを使用してください。',
      ),
    ],
    links: [],
  },
  smtp_login_refused: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('The mail server refuses the login over SMTP', 'SMTP サーバーにログインできません'),
    explanation: both(
      'A program signed in to a mail server with a password that it does not take: it is wrong, or the account’s own password, which programs may not use any more. The connector itself uses the Gmail API and no password.',
      'プログラムがメールサーバーへのログインに使用したパスワードが受け付けられません。誤っているか、プログラムでは使えなくなったアカウント自体のパスワードです。コネクタ自体は Gmail API を使用し、パスワードを使用しません。',
    ),
    remedy: [
      both(
        'The owner turns on 2-Step Verification, makes an app password, and enters it in the program; or lets the connector send.',
        '所有者が 2 段階認証プロセスを有効にしてアプリ パスワードを作成し、プログラムに入力するか、コネクタから送信してください。',
      ),
      both(
        'If the program signs in by OAuth (XOAUTH2), it needs a fresh token with the scope https://mail.google.com/.',
        'プログラムが OAuth(XOAUTH2)でログインする場合は、https://mail.google.com/ のスコープを持つ新しいトークンが必要です。',
      ),
    ],
    links: [LINKS.appPasswords],
  },
} as const satisfies Record<string, Entry>;
