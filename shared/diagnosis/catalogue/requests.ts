import { both, type Entry } from '../entry.ts';
import { LINKS } from './links.ts';
import { TELL_CONNECTOR_TEAM } from './steps.ts';

const OPEN_PROJECT = both(
  'In the Google Cloud console choose the project of the connector’s client.',
  'Google Cloud コンソールで、コネクタのクライアントがあるプロジェクトを選択してください。',
);

/** Refusals that concern the Google Cloud project, its perimeter, or the form of our requests. */
export const REQUESTS = {
  cloud_project_unusable: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The Google Cloud project is suspended or closed',
      'Google Cloud プロジェクトが停止または削除されています',
    ),
    explanation: both(
      'Google takes no calls of this project: it was suspended or deleted, its billing is closed, or it may not be used by the caller. The mailboxes themselves are fine.',
      'このプロジェクトからの呼び出しが受け付けられません。プロジェクトが停止または削除されたか、課金が無効か、呼び出し元に利用が許可されていません。メールボックス自体に問題はありません。',
    ),
    remedy: [
      OPEN_PROJECT,
      both(
        'A notice at the top says why it is suspended. If it was deleted, restore it within 30 days under IAM & Admin > Manage resources.',
        '停止の理由は、画面の上部に表示されます。削除された場合は、30 日以内であれば [IAM と管理] > [リソースの管理] で復元できます。',
      ),
      both(
        'Under Billing check that an open billing account is linked. If the error names serviceusage.services.use, give the caller the role “Service Usage Consumer”.',
        '[お支払い] で、有効な請求先アカウントがリンクされていることを確認してください。エラーに serviceusage.services.use とある場合は、呼び出し元に [Service Usage ユーザー] のロールを付与してください。',
      ),
    ],
    links: [LINKS.projects],
  },
  vpc_service_controls: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'A service perimeter keeps the call out (VPC-SC)',
      'VPC Service Controls により拒否されています',
    ),
    explanation: both(
      'The organization’s VPC Service Controls allow this call only from within a perimeter, and the connector calls from outside. The mailboxes themselves are fine.',
      '組織の VPC Service Controls により、境界の内側からの呼び出しだけが許可されています。コネクタは境界の外側から呼び出しています。メールボックス自体に問題はありません。',
    ),
    remedy: [
      both(
        'In the Google Cloud console open Security > VPC Service Controls > Troubleshoot, and enter the unique identifier that the error names.',
        'Google Cloud コンソールで [セキュリティ] > [VPC Service Controls] > [トラブルシューティング] を開き、エラーに記載された一意の識別子を入力してください。',
      ),
      both(
        'Add an ingress or egress rule for the connector’s service account, or take its project into the perimeter.',
        'コネクタのサービス アカウントに対する上り(内向き)または下り(外向き)のルールを追加するか、プロジェクトを境界に含めてください。',
      ),
    ],
    links: [LINKS.servicePerimeters],
  },
  token_request_wrong: {
    actor: 'developer',
    retries: false,
    title: both('Our request for a token is malformed', 'トークンのリクエストの形式が不正です'),
    explanation: both(
      'Google cannot use what was sent to its token endpoint: a parameter is missing, empty or of the wrong kind, the redirect URI is not the one with which the consent began, or something on the way changed the request. The mailbox and its consent are fine.',
      'トークンエンドポイントに送信した内容を Google が処理できませんでした。パラメーターの不足や誤り、同意の開始時と異なるリダイレクト URI、途中での内容の変更が考えられます。メールボックスと許可に問題はありません。',
    ),
    remedy: [
      both(
        'Check that the client ID in the connector’s configuration is complete, and that a proxy on the way passes the body and its content type on unchanged.',
        'コネクタに設定したクライアント ID に欠けがないこと、途中のプロキシが本文と Content-Type を変更していないことを確認してください。',
      ),
      TELL_CONNECTOR_TEAM,
    ],
    links: [],
  },
  gmail_request_wrong: {
    actor: 'developer',
    retries: false,
    title: both('Our request to Gmail is wrong', 'Gmail へのリクエストに誤りがあります'),
    explanation: both(
      'Gmail understands who asks, and not what: an address, id or label is wrong, the mail is too large, or the request arrived without its token. Asking again gives the same answer. The mailbox is fine.',
      'Gmail がリクエストの内容を受け付けませんでした。アドレス、ID、ラベルの誤り、メールの大きさの超過、アクセストークンの欠落などが考えられます。再試行しても結果は変わりません。メールボックスに問題はありません。',
    ),
    remedy: [
      both(
        'If a Flow or program made the call, correct what the answer names. If a proxy is on the way, let it pass the header “Authorization” on.',
        'フローやプログラムから呼び出している場合は、応答に示された箇所を修正してください。途中にプロキシがある場合は、Authorization ヘッダーがそのまま渡されるようにしてください。',
      ),
      TELL_CONNECTOR_TEAM,
    ],
    links: [],
  },
  pubsub_api_off: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both('The Cloud Pub/Sub API is not enabled', 'Cloud Pub/Sub API が有効になっていません'),
    explanation: both(
      'Gmail cannot announce new mail, because the project has not switched on Pub/Sub. New mail is found all the same, within a minute or two, and none is lost.',
      'プロジェクトで Pub/Sub が有効になっていないため、Gmail が新着メールを通知できません。新着メールは 1～2 分以内に検出され、失われません。',
    ),
    remedy: [
      OPEN_PROJECT,
      both(
        'Open APIs & Services > Library > Cloud Pub/Sub API, click “Enable” and wait a few minutes.',
        '[API とサービス] > [ライブラリ] > [Cloud Pub/Sub API] を開き、[有効にする] をクリックして数分待ってください。',
      ),
    ],
    links: [LINKS.pubSubApi],
  },
  push_not_admitted: {
    actor: 'developer',
    retries: false,
    title: both(
      'Google’s calls are not let in to the function',
      '関数が Google からの呼び出しを拒否しています',
    ),
    explanation: both(
      'Cloud Run turned a call of Pub/Sub or Cloud Scheduler away before our code saw it: it came without a token, or its account may not invoke the function. The mailboxes are fine, and the call is made again.',
      'Pub/Sub または Cloud Scheduler からの呼び出しが、コネクタに届く前に Cloud Run で拒否されました。トークンがないか、呼び出し元のアカウントに関数の起動が許可されていません。メールボックスに問題はなく、呼び出しは繰り返されます。',
    ),
    remedy: [
      both(
        'Run terraform apply: it gives the push subscription and the jobs their service account, and that account the role “Cloud Run Invoker”.',
        'terraform apply を実行してください。プッシュ サブスクリプションとジョブにサービス アカウントが設定され、[Cloud Run 起動元] のロールが付与されます。',
      ),
      both(
        'By hand: Pub/Sub > Subscriptions > the subscription > Edit > “Enable authentication”, with the function’s own address as audience.',
        '手動の場合は、[Pub/Sub] > [サブスクリプション] で対象を編集し、[認証を有効にする] を選択して、関数の URL をオーディエンスに指定してください。',
      ),
    ],
    links: [LINKS.subscriptions],
  },
  imap_folder_localised: {
    actor: 'developer',
    retries: false,
    title: both(
      'Gmail’s own folders have other names in this mailbox',
      'Gmail のシステムフォルダの名前が異なります',
    ),
    explanation: both(
      'Over IMAP the folders under “[Gmail]” are called as in the language of the account, such as “[Gmail]/Alle Nachrichten”, and “[Google Mail]” in some countries. A program that asks for the English name finds nothing.',
      'IMAP では、[Gmail] の下のフォルダ名がアカウントの言語によって変わります([Gmail]/すべてのメール など)。一部の国では [Google Mail] になります。英語名を指定したプログラムでは見つかりません。',
    ),
    remedy: [
      both(
        'In the program, list the folders and choose by their attribute (\\All, \\Sent, \\Drafts, \\Junk, \\Trash; RFC 6154), never by name.',
        'プログラムでフォルダの一覧を取得し、名前ではなく属性(\\All、\\Sent、\\Drafts、\\Junk、\\Trash、RFC 6154)で選択してください。',
      ),
      both(
        'If the list lacks the folder, its owner has hidden it: Gmail’s settings > Labels > “Show in IMAP”.',
        '一覧にない場合は、所有者が非表示にしています。Gmail の設定の [ラベル] で [IMAP で表示] を選択してください。',
      ),
    ],
    links: [LINKS.imapForUser],
  },
  imap_folder_hidden: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'A label is hidden from IMAP in this mailbox',
      'ラベルが IMAP に表示されない設定です',
    ),
    explanation: both(
      'The sign-in worked, but the folder does not exist over IMAP: its label was renamed or deleted, or its owner cleared “Show in IMAP”.',
      'ログインはできましたが、フォルダが IMAP に存在しません。ラベル名が変更または削除されたか、[IMAP で表示] の選択が解除されています。',
    ),
    remedy: [
      both(
        'In Gmail on a computer click the gear > See all settings > Labels, and tick “Show in IMAP” for the label (and for “All Mail”).',
        'パソコンの Gmail で歯車アイコン > [すべての設定を表示] > [ラベル] を開き、対象のラベルと [すべてのメール] の [IMAP で表示] を選択してください。',
      ),
    ],
    links: [LINKS.imapForUser],
  },
} as const satisfies Record<string, Entry>;
