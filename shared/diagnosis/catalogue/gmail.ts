import { both, type Entry, opening, showing } from '../entry.ts';
import { LINKS } from './links.ts';
import { ASK_ADMIN, START_AGAIN, START_AGAIN_AFTERWARDS, TELL_CONNECTOR_TEAM } from './steps.ts';

const OPEN_END_USER_ACCESS = opening(
  LINKS.endUserAccess,
  'In the Google Admin console open Apps > Google Workspace > Gmail > End User Access > POP and IMAP access.',
  'Google 管理コンソールで [アプリ] > [Google Workspace] > [Gmail] > [エンドユーザーのアクセス] > [POP と IMAP アクセス] を開いてください。',
);

const NOTHING_TO_DO = both('You need not do anything.', '操作は必要ありません。');

/** Errors of the Gmail API and of IMAP. */
export const GMAIL = {
  gmail_service_off: {
    actor: 'workspace_admin',
    retries: false,
    title: both('Gmail is not turned on for this account', 'Gmail サービスが有効になっていません'),
    explanation: both(
      'The account exists, but has no Gmail: no licence that includes it, Gmail is off for its organizational unit, or the account is suspended.',
      'アカウントは存在しますが、Gmail を利用できません。Gmail を含むライセンスがないか、組織部門で Gmail がオフになっているか、アカウントが停止されています。',
    ),
    remedy: [
      opening(
        LINKS.workspaceApps,
        'In the Google Admin console open Apps > Google Workspace > Gmail > Service status, choose the user’s organizational unit, and set it to “On”.',
        'Google 管理コンソールで [アプリ] > [Google Workspace] > [Gmail] > [サービスのステータス] を開き、ユーザーの組織部門を選んで [オン] にしてください。',
      ),
      opening(
        LINKS.users,
        'Under Directory > Users > the user, check that the account is active, and under Licenses that its licence includes Gmail.',
        '[ディレクトリ] > [ユーザー] で対象のユーザーを開き、アカウントが有効であることと、[ライセンス] に Gmail を含むものがあることを確認してください。',
      ),
    ],
    links: [],
  },
  access_token_rejected: {
    actor: 'nobody_retry',
    retries: true,
    title: both(
      'Gmail did not accept the short-lived token',
      'Gmail がアクセストークンを受け付けませんでした',
    ),
    explanation: both(
      'The pass that we show to Gmail has expired or was withdrawn. We fetch a new one and try again by ourselves.',
      'Gmail に示す一時的なアクセストークンが期限切れか、取り消されています。自動で新しく取得し、もう一度試します。',
    ),
    remedy: [
      NOTHING_TO_DO,
      both(
        'If the mailbox still fails after an automatic refresh, connect it again from the setup page.',
        '自動更新の後も失敗する場合は、設定ページからメールボックスを接続し直してください。',
      ),
    ],
    links: [],
  },
  gmail_permission_missing: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('A Gmail permission is missing', 'Gmail の権限(スコープ)が不足しています'),
    explanation: both(
      'The mailbox is connected, but not with every permission that this action needs.',
      'メールボックスは接続されていますが、この操作に必要な権限の一部が許可されていません。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'On Google’s page tick every permission, then click “Continue”.',
        'Google の画面ですべての権限を選択し、[続行] をクリックしてください。',
      ),
    ],
    links: [],
  },
  gmail_api_off: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both('The Gmail API is not enabled', 'Gmail API が有効になっていません'),
    explanation: both(
      'The connector’s Google Cloud project has not switched on the Gmail API. The mailboxes themselves are fine.',
      'コネクタの Google Cloud プロジェクトで Gmail API が有効になっていません。メールボックス自体に問題はありません。',
    ),
    remedy: [
      opening(
        LINKS.gmailApi,
        'In the Google Cloud console, choose the connector’s project and open APIs & Services > Library > Gmail API.',
        'Google Cloud コンソールでコネクタのプロジェクトを選び、[API とサービス] > [ライブラリ] > [Gmail API] を開いてください。',
      ),
      both(
        'Click “Enable” and wait a few minutes.',
        '[有効にする] をクリックし、数分待ってください。',
      ),
    ],
    links: [],
  },
  gmail_apps_disabled_by_admin: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'Your administrator has disabled Gmail for apps',
      '管理者が Gmail アプリを無効にしています',
    ),
    explanation: both(
      'A setting for the whole organization keeps apps away from Gmail.',
      '組織全体の設定により、アプリから Gmail へのアクセスが禁止されています。',
    ),
    remedy: [
      opening(
        LINKS.googleServices,
        'In the Google Admin console open Security > Access and data control > API controls > Manage Google Services, choose Gmail, and click “Change access”.',
        'Google 管理コンソールで [セキュリティ] > [アクセスとデータ管理] > [API の制御] > [Google サービスを管理] を開き、[Gmail] を選んで [アクセス権を変更] をクリックしてください。',
      ),
      opening(
        LINKS.appAccess,
        'Choose “Unrestricted”, or keep “Restricted” and set the connector to “Trusted” under Manage app access.',
        '[制限なし] を選択するか、[制限付き] のまま [アプリのアクセスを管理 (Manage app access)]でコネクタを [信頼できる] に設定してください。',
      ),
      ASK_ADMIN,
    ],
    links: [],
  },
  mailbox_mismatch: {
    actor: 'developer',
    retries: false,
    title: both('The token belongs to another mailbox', '認可したメールボックスと一致しません'),
    explanation: both(
      'We asked Gmail about one mailbox with the permission of another. Gmail rightly refused.',
      '別のメールボックスの許可を使って Gmail に問い合わせたため、拒否されました。',
    ),
    remedy: [
      both(
        'In the Flow or program that calls Gmail, use “me” as the user instead of an address.',
        'Gmail を呼び出すフローやプログラムでは、ユーザーにアドレスではなく「me」を指定してください。',
      ),
      TELL_CONNECTOR_TEAM,
    ],
    links: [],
  },
  gmail_rate_limited: {
    actor: 'nobody_retry',
    retries: true,
    title: both('Gmail asks us to slow down', 'Gmail の利用制限に達しています'),
    explanation: both(
      'Too much was asked of this mailbox or project in a short time. We wait and try again by ourselves.',
      '短時間に多くのリクエストを送ったため、一時的に制限されています。時間をおいて自動で再試行します。',
    ),
    remedy: [NOTHING_TO_DO],
    links: [],
  },
  gmail_daily_limit: {
    actor: 'cloud_project_owner',
    retries: false,
    passes: true,
    title: both('Gmail’s limit for today is used up', 'Gmail の 1 日の上限に達しました'),
    explanation: both(
      'The project or mailbox has reached Gmail’s limit for one day. Trying again at once does not help, but the limit ends by itself within a day.',
      'プロジェクトまたはメールボックスが Gmail の 1 日の上限に達しました。すぐに再試行しても解決しませんが、1 日以内に自動的に解除されます。',
    ),
    remedy: [
      both(
        'Wait: limits start afresh at midnight Pacific time, and the same request works again.',
        '太平洋時間の午前 0 時に上限がリセットされ、同じリクエストが再び成功します。それまでお待ちください。',
      ),
      opening(
        LINKS.gmailQuota,
        'If it happens often: in the Google Cloud console open APIs & Services > Enabled APIs & services > Gmail API > Quotas & System Limits, and request more.',
        '頻繁に起こる場合は、Google Cloud コンソールの [API とサービス] > [有効な API とサービス] > [Gmail API] > [割り当てとシステム上限] で、上限の引き上げを申請してください。',
      ),
    ],
    links: [],
  },
  history_expired: {
    actor: 'nobody_retry',
    retries: true,
    passes: false,
    title: both(
      'Gmail no longer has that part of its history',
      'Gmail の変更履歴の期限が切れています',
    ),
    explanation: both(
      'Gmail keeps its list of changes for about a week. What we asked for is older or gone, so the mailbox is read afresh.',
      'Gmail の変更履歴が保存されるのは 1 週間ほどです。必要な履歴が残っていないため、全件を読み直して同期します。',
    ),
    remedy: [
      NOTHING_TO_DO,
      both(
        'A program of your own that asks with the same history id gets the same answer for ever: it lists the mailbox’s messages anew, and goes on from the history id of that list.',
        '独自のプログラムが同じ履歴 ID で問い合わせる場合、結果は変わりません。メッセージの一覧を取得し直し、新しい履歴 ID から続けてください。',
      ),
    ],
    links: [],
  },
  imap_off: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('IMAP is turned off in this mailbox', 'このメールボックスの IMAP が無効です'),
    explanation: both(
      'IMAP is the way in which mail programs read Gmail. It is off in this mailbox’s own settings.',
      'IMAP はメールソフトが Gmail を読み取るための仕組みです。このメールボックスの設定で無効になっています。',
    ),
    remedy: [
      both(
        'In Gmail on a computer click the gear > See all settings > Forwarding and POP/IMAP.',
        'パソコンの Gmail で歯車アイコン > [すべての設定を表示] > [メール転送と POP/IMAP] を開いてください。',
      ),
      both(
        'Under “IMAP access” choose “Enable IMAP”, then click “Save Changes”.',
        '[IMAP アクセス] で [IMAP を有効にする] を選択し、[変更を保存] をクリックしてください。',
      ),
    ],
    links: [LINKS.imapForUser],
  },
  imap_disabled_by_admin: {
    actor: 'workspace_admin',
    retries: false,
    title: both('Your administrator has turned IMAP off', '管理者が IMAP を無効にしています'),
    explanation: both(
      'IMAP, the way in which mail programs read Gmail, is off for this mailbox’s organization.',
      'メールソフトが Gmail を読み取るための仕組みである IMAP が、組織の設定で無効になっています。',
    ),
    remedy: [
      OPEN_END_USER_ACCESS,
      both(
        'Tick “Enable IMAP access for all users” and save.',
        '[すべてのユーザーの IMAP アクセスを有効にする] を選択し、保存してください。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [LINKS.imapForDomain],
  },
  imap_login_refused: {
    actor: 'workspace_admin',
    retries: false,
    title: both('Gmail refused the IMAP sign-in', 'Gmail の IMAP にログインできませんでした'),
    explanation: both(
      'The mailbox’s permission includes IMAP, but Gmail’s IMAP server did not accept it. Most often the organization lets only certain mail programs use IMAP.',
      'メールボックスの許可には IMAP が含まれていますが、Gmail の IMAP サーバーに拒否されました。多くの場合、組織の設定で IMAP を利用できるメール クライアントが制限されています。',
    ),
    remedy: [
      OPEN_END_USER_ACCESS,
      showing(
        'credential_id',
        'If “Restrict which mail clients users can use” is chosen, add the connector’s client ID (of a service account: the number), or choose “Allow any mail client”.',
        '[ユーザーが使用できるメール クライアントを制限する] が選択されている場合は、コネクタのクライアント ID(サービス アカウントの場合は数字)を追加するか、[すべてのメール クライアントを許可する] を選択してください。',
      ),
      both(
        'If the mailbox was renamed recently: wait for the next token refresh, then click “Check now”.',
        'メールボックスのアドレスを最近変更した場合は、次のトークン更新を待ってから [今すぐ確認] をクリックしてください。',
      ),
    ],
    links: [LINKS.imapForDomain],
  },
  imap_limit_reached: {
    actor: 'nobody_retry',
    retries: true,
    title: both(
      'Gmail limits this mailbox’s IMAP use for now',
      'Gmail の IMAP の利用制限に達しています',
    ),
    explanation: both(
      'Gmail allows an account 15 IMAP connections at the same time, and a limited amount of data a day. Other mail programs have used them up. It passes, and the connector tries again by itself.',
      'Gmail の IMAP では、1 つのアカウントで同時に使える接続は 15 件までで、1 日のデータ量にも上限があります。ほかのメールソフトがその上限に達しています。時間がたてば解消し、コネクタが自動で再試行します。',
    ),
    remedy: [
      both(
        'If it happens often: close mail programs and tools that read this mailbox over IMAP and are not needed.',
        '頻繁に起こる場合は、このメールボックスを IMAP で読み取っている、不要なメールソフトやツールを終了してください。',
      ),
      both(
        'Wait some minutes (for the limit of data up to 24 hours), then click “Check now”.',
        '数分(データ量の上限の場合は最大 24 時間)待ってから、[今すぐ確認] をクリックしてください。',
      ),
    ],
    links: [LINKS.imapForUser],
  },
} as const satisfies Record<string, Entry>;
