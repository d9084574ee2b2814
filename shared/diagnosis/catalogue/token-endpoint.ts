import { both, type Entry, opening, showing } from '../entry.ts';
import { LINKS } from './links.ts';
import {
  ASK_ADMIN,
  OPEN_AUDIENCE,
  OPEN_CLIENTS,
  START_AGAIN,
  START_AGAIN_AFTERWARDS,
  TELL_CONNECTOR_TEAM,
  TRUST_CLIENT,
} from './steps.ts';

/** Errors of Google's token endpoint, for mailboxes whose owner gave consent. */
export const TOKEN_ENDPOINT = {
  grant_revoked: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'The mailbox’s consent is no longer valid',
      'メールボックスへのアクセス許可が無効になりました',
    ),
    explanation: both(
      'Google does not say which of these happened: the owner removed the app’s access, the account’s password was changed (that ends Gmail access), the connection was not used for 6 months, or the same account was connected to the same app more than 100 times and Google dropped the oldest.',
      'Google から詳しい理由は示されません。考えられるのは、所有者がアクセスを取り消した、パスワードを変更した(Gmail の許可は無効になります)、6 か月間使われなかった、同じアカウントで 100 回を超えて接続したため古いものから無効になった、のいずれかです。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'The mailbox’s owner signs in on Google’s page and clicks “Continue”.',
        'メールボックスの所有者が Google の画面でログインし、[続行] をクリックしてください。',
      ),
    ],
    links: [],
  },
  domain_refused: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'A whole domain was refused at the same time',
      'ドメイン全体が同時に拒否されました',
    ),
    explanation: both(
      'Google refused most mailboxes of this domain within a short time. Their owners did not all remove the access at once: an administrator of the domain blocked the app, ended its access for everybody, or suspended the accounts.',
      'このドメインのほとんどのメールボックスが、短時間のうちに拒否されました。所有者が一斉に取り消したとは考えにくく、ドメインの管理者がアプリをブロックした、全員分のアクセスを取り消した、またはアカウントを停止したと考えられます。',
    ),
    remedy: [
      ...TRUST_CLIENT,
      both(
        'If the accounts were suspended, restore them. Mailboxes that work again are noticed within a day without anybody’s help; “Refresh now” on a mailbox’s page notices it at once.',
        'アカウントが停止されている場合は、再開してください。再び使えるようになったメールボックスは 1 日以内に自動で認識されます。すぐに確認するには、メールボックスのページで [今すぐ更新] をクリックしてください。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [],
  },
  grant_evicted: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'Probably too many connections of the same mailbox',
      '同じメールボックスの接続回数が上限に達したと考えられます',
    ),
    explanation: both(
      'This mailbox was connected about 100 times. Google keeps 100 consents of one account for one app, and silently ends the oldest when a new one is given.',
      'このメールボックスは約 100 回接続されました。Google が保持する許可は、1 つのアプリにつき 1 アカウントあたり 100 件までで、新しい許可が加わると最も古いものから予告なく無効になります。',
    ),
    remedy: [
      both(
        'On the setup page click “Disconnect” for this mailbox: that ends all its old consents at Google.',
        '設定ページでこのメールボックスの [切断] をクリックしてください。Google に残っている古い許可がすべて無効になります。',
      ),
      both(
        'Then connect it once more. If another installation uses the same client ID for the same mailbox, give each its own.',
        'その後、もう一度接続してください。別の環境が同じクライアント ID を同じメールボックスで使っている場合は、環境ごとに別のクライアント ID を使ってください。',
      ),
    ],
    links: [],
  },
  access_time_limited: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'The time for which the owner allowed access is over',
      '所有者が許可した期間が終了しました',
    ),
    explanation: both(
      'The mailbox’s owner did not tick ongoing access on Google’s page, so the consent had an end. Google named it when the mailbox was connected, and it has now passed.',
      '所有者が Google の画面で継続的なアクセスを許可しなかったため、許可は期限付きでした。接続時に Google から通知された期限に達しました。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'The mailbox’s owner signs in on Google’s page, ticks ongoing access this time, and continues.',
        'メールボックスの所有者が Google の画面でログインし、今回は継続的なアクセスのチェックボックスもオンにして続行してください。',
      ),
    ],
    links: [],
  },
  testing_seven_days: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'Probably the 7-day limit of an app in testing',
      'テスト中のアプリの 7 日間の期限切れと考えられます',
    ),
    explanation: both(
      'The consent ended 7 days after it was given. That is what Google does to every consent while the app’s publishing status is “Testing”. It will happen again each week until the app is published.',
      '許可からちょうど 7 日で無効になりました。公開ステータスが「テスト中」のアプリでは、許可は 7 日で失効します。アプリを公開しない限り、毎週同じことが起こります。',
    ),
    remedy: [
      OPEN_AUDIENCE,
      both(
        'If the publishing status is “Testing”, click “Publish app”, so that it reads “In production”. If only your own organization uses it, user type “Internal” does as well.',
        '公開ステータスが「テスト中」の場合は、[アプリを公開] をクリックして「本番環境」にしてください。自分の組織だけで使う場合は、ユーザーの種類を [内部] にする方法もあります。',
      ),
      both(
        'Then have every mailbox connected again: consents given while in testing still end after 7 days.',
        'その後、すべてのメールボックスを接続し直してください。テスト中に得た許可は、公開後も 7 日で失効します。',
      ),
      both(
        'If the app is already in production, the owner removed the access or changed the password: connect the mailbox again.',
        'すでに公開済みの場合は、所有者による取り消しやパスワードの変更が考えられます。メールボックスをもう一度接続してください。',
      ),
    ],
    links: [],
  },
  code_unusable: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'The one-time code from Google was not accepted',
      '認可コードを使用できませんでした',
    ),
    explanation: both(
      'After “Continue”, Google hands us a code that works once and for a short time. This one was too old, already used, or meant for another client. Nothing was changed.',
      '許可の後に Google から渡されるコードは、短時間に一度だけ使えます。期限が切れたか、すでに使用されたか、別のクライアント用でした。何も変更していません。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'Do not reload the page or use the browser’s “Back” while Google’s page is open.',
        'Google の画面を開いている間は、再読み込みやブラウザーの「戻る」を使わないでください。',
      ),
    ],
    links: [],
  },
  code_malformed: {
    actor: 'developer',
    retries: false,
    title: both('The one-time code was changed on its way', '認可コードが途中で変更されています'),
    explanation: both(
      'Google does not recognise the code as one of its own: it was cut off, escaped twice (%2F instead of /), or something else was sent in its place. The mailbox and its owner are fine.',
      'コードが Google の形式と一致しません。途中で切れているか、二重にエスケープされている(/ が %2F になっている)か、別の値が送信されています。メールボックスと所有者に問題はありません。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: see that no proxy or gateway before it changes the address of the callback, and that a program of your own decodes the parameter “code” exactly once.',
        'コネクタの運用担当者が、前段のプロキシやゲートウェイがコールバックの URL を変更していないこと、独自のプログラムが code パラメーターを 1 回だけデコードしていることを確認してください。',
      ),
      START_AGAIN,
    ],
    links: [],
  },
  grant_of_another_client: {
    actor: 'developer',
    retries: false,
    title: both(
      'The stored grant belongs to another OAuth client',
      '保存された許可が別の OAuth クライアントのものです',
    ),
    explanation: both(
      'A refresh token works only with the client to which its owner gave it. The connector now asks as another client: its client ID was changed, or the data came from another installation.',
      '更新トークンは、所有者が許可したクライアントでしか使えません。クライアント ID が変更されたか、別の環境のデータが使われているため、別のクライアントとして要求しています。',
    ),
    remedy: [
      showing(
        'client_id',
        'Whoever runs the connector: put the client with which the mailboxes were connected back into the configuration, and start it again.',
        'コネクタの運用担当者が、メールボックスの接続時に使用したクライアントを設定に戻し、コネクタを再起動してください。',
      ),
      both(
        'If the new client is to stay, connect the mailboxes again.',
        '新しいクライアントを使い続ける場合は、メールボックスを接続し直してください。',
      ),
    ],
    links: [],
  },
  pkce_mismatch: {
    actor: 'developer',
    retries: false,
    title: both('A defect in the connector (PKCE)', 'コネクタの内部エラーです(PKCE の不整合)'),
    explanation: both(
      'A safety check that ties the two halves of the sign-in together (“PKCE”) was sent in one half only. You did nothing wrong.',
      'ログインの前半と後半を結び付ける安全確認(PKCE)が、片方にしか含まれていませんでした。操作に誤りはありません。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'If it happens again, report it to whoever runs the connector: all its functions must run the same version.',
        '再び起こる場合は、コネクタの運用担当者に知らせてください。すべての関数を同じバージョンにそろえる必要があります。',
      ),
    ],
    links: [],
  },
  client_secret_missing: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The client secret is missing from the configuration',
      'クライアント シークレットが設定されていません',
    ),
    explanation: both(
      'A Google client of type “Web application” always needs its secret, and the connector sent none.',
      '[ウェブ アプリケーション] のクライアントには必ずシークレットが必要ですが、コネクタに設定されていません。',
    ),
    remedy: [
      OPEN_CLIENTS,
      showing(
        'client_id',
        'Choose the connector’s client and, under “Client secrets”, click “Add secret”. Copy it at once: it is shown only then.',
        'コネクタのクライアントを選び、[クライアント シークレット] の [シークレットを追加](Add secret)をクリックしてください。表示されるのは一度だけなので、すぐにコピーしてください。',
      ),
      both(
        'Put it into the connector’s configuration and start it again.',
        'コネクタの設定に入力し、再起動してください。',
      ),
    ],
    links: [],
  },
  session_control: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'Your organization requires a fresh sign-in',
      '組織の再認証ポリシーにより失効しました',
    ),
    explanation: both(
      'Your Google Workspace makes people sign in again after some hours (“session control”). A connector cannot do that, so its access ends each time.',
      'お使いの Google Workspace では、一定時間ごとに再認証が必要です(セッションの管理)。コネクタは再認証できないため、そのたびに接続が切れます。',
    ),
    remedy: [
      ...TRUST_CLIENT,
      both(
        'Then open Security > Access and data control > Google Cloud session control, and under “Require reauthentication” tick “Exempt Trusted apps”.',
        '次に [セキュリティ] > [アクセスとデータ管理] > [Google Cloud のセッション管理](Google Cloud session control)を開き、[信頼できるアプリを除外する](Exempt Trusted apps)を選択してください。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [LINKS.sessionControl],
  },
  admin_restricted_gmail: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'Your organization has since restricted this app',
      '管理者がアプリのアクセスを新たに制限しました',
    ),
    explanation: both(
      'The mailbox was connected, but the administrator has since restricted Gmail to trusted apps.',
      '接続後に、管理者が Gmail へのアクセスを信頼できるアプリだけに制限しました。',
    ),
    remedy: [...TRUST_CLIENT, START_AGAIN_AFTERWARDS, ASK_ADMIN],
    links: [],
  },
  account_deleted: {
    actor: 'workspace_admin',
    retries: false,
    title: both('The mailbox’s account was deleted', 'アカウントが削除されています'),
    explanation: both(
      'The Google account behind this mailbox no longer exists.',
      'このメールボックスの Google アカウントは削除されています。',
    ),
    remedy: [
      opening(
        LINKS.users,
        'If that was a mistake: in the Google Admin console open Directory > Users, filter by “Recently deleted”, and restore the user. Google keeps deleted users for 20 days.',
        '誤って削除した場合は、Google 管理コンソールの [ディレクトリ] > [ユーザー] で「最近削除したユーザー」を絞り込み、復元してください。復元できるのは削除から 20 日以内です。',
      ),
      both(
        'Otherwise disconnect this mailbox on the setup page and connect the one that takes its place.',
        'それ以外の場合は、設定ページでこのメールボックスを切断し、代わりのメールボックスを接続してください。',
      ),
    ],
    links: [],
  },
  account_disabled: {
    actor: 'workspace_admin',
    retries: false,
    title: both('The mailbox’s account is suspended', 'アカウントが停止されています'),
    explanation: both(
      'The Google account behind this mailbox exists, but it was suspended or disabled. The consent itself may still be good.',
      'このメールボックスの Google アカウントは存在しますが、停止または無効化されています。許可自体は有効な可能性があります。',
    ),
    remedy: [
      opening(
        LINKS.users,
        'In the Google Admin console open Directory > Users, choose the mailbox’s user, see why it was suspended, and click “Reactivate”.',
        'Google 管理コンソールで [ディレクトリ] > [ユーザー] を開き、メールボックスのユーザーを選び、停止の理由を確認して [再有効化] をクリックしてください。',
      ),
      both(
        'Then click “Refresh now” on the mailbox’s page. Without it the connector tries again within a day.',
        'その後、メールボックスのページで [今すぐ更新] をクリックしてください。クリックしない場合も、1 日以内に自動で再試行します。',
      ),
      both(
        'An account outside Google Workspace is restored by its owner, who signs in at accounts.google.com.',
        'Google Workspace 以外のアカウントの場合は、所有者が accounts.google.com でログインして復元します。',
      ),
    ],
    links: [],
  },
  lasting_grant_missing: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'Google allowed access, but only for one hour',
      '継続的なアクセスの許可が得られませんでした',
    ),
    explanation: both(
      'Google sent no lasting grant (“refresh token”). That happens when its consent page was skipped because access had been given before. Nothing was changed.',
      '継続的な許可(リフレッシュ トークン)が返されませんでした。以前に許可済みのため、同意画面が省略されたと考えられます。何も変更していません。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'Go through Google’s consent page to the end and click “Continue”.',
        'Google の同意画面を最後まで進み、[続行] をクリックしてください。',
      ),
      opening(
        LINKS.connections,
        'If it happens again: in the Google Account open Security > Your connections to third-party apps & services, remove the connector, and connect once more.',
        '再び起こる場合は、Google アカウントの [セキュリティ] > [サードパーティ製のアプリとサービスへの接続] でコネクタを削除し、もう一度接続してください。',
      ),
    ],
    links: [],
  },
  permission_unticked: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'Not every permission was ticked on Google’s page',
      '一部の権限が選択されていません',
    ),
    explanation: both(
      'Google’s consent page has a box for each permission, and at least one was left empty. Nothing was changed.',
      'Google の同意画面では、権限ごとにチェックボックスがあります。選択されていない項目がありました。何も変更していません。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'On Google’s page tick “Select all”, then click “Continue”.',
        'Google の画面で [すべて選択] を選び、[続行] をクリックしてください。',
      ),
      opening(
        LINKS.appAccess,
        'An administrator can spare everybody the boxes by setting the app to “Trusted” in the Google Admin console.',
        '管理者が Google 管理コンソールでアプリを [信頼できる] に設定すると、チェックボックスは表示されなくなります。',
      ),
    ],
    links: [],
  },
  identity_unverified: {
    actor: 'developer',
    retries: false,
    title: both(
      'We could not prove which account signed in',
      'ログインしたアカウントを確認できませんでした',
    ),
    explanation: both(
      'Google signs a statement about who signed in. Its signature, time or recipient did not fit, so we changed nothing.',
      'Google が発行するログインの証明について、署名、時刻、または宛先が一致しませんでした。何も変更していません。',
    ),
    remedy: [
      showing(
        'client_id',
        'Check that the server’s clock is right and that the configured client ID is the one used at Google.',
        'サーバーの時刻と、設定したクライアント ID が正しいことを確認してください。',
      ),
      START_AGAIN_AFTERWARDS,
      TELL_CONNECTOR_TEAM,
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
