import { both, type Entry } from '../entry.ts';
import { ASK_SALESFORCE_ADMIN, GOES_ON, LOGIN_HISTORY, OPEN_APP } from './org-steps.ts';

/** Why a Salesforce organization turns its app, its session or the whole connection away. */
export const ORG_APP = {
  org_app_blocked: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The app is blocked or not installed in Salesforce',
      'アプリケーションがブロックされているか、未インストールです',
    ),
    explanation: both(
      'Since September 2025 Salesforce lets users only into apps that an administrator has installed, and an administrator can block each of them. The page says no more than “OAuth error”. No mail is lost: it waits in Gmail.',
      '2025 年 9 月以降、管理者がインストールしたアプリケーションだけを利用でき、管理者はアプリケーションを個別にブロックできます。画面には「OAuth エラー」としか表示されません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      both(
        'In Salesforce open Setup > Connected Apps OAuth Usage, find the connector’s app, and click “Install”, or “Unblock” if it is shown.',
        'Salesforce の [設定] > [接続アプリケーションの OAuth の利用状況] でコネクタのアプリケーションを探し、[インストール]、または表示されている場合は [ブロック解除] をクリックしてください。',
      ),
      both(
        'For an External Client App see Setup > External Client App Manager > Policies instead: it must be enabled, and its users permitted.',
        '外部クライアントアプリケーションの場合は、[設定] > [外部クライアントアプリケーションマネージャー] の [ポリシー] で、有効であることと、許可されているユーザーを確認してください。',
      ),
      LOGIN_HISTORY,
      GOES_ON,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_app_settings: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The app in Salesforce lacks a scope or a setting',
      'アプリケーションの範囲または設定が不足しています',
    ),
    explanation: both(
      'The app does not allow what the connector asks for: the OAuth scope “Manage user data via APIs (api)” is missing, or a callback URL or policy of the app does not fit. No mail is lost: it waits in Gmail.',
      'コネクタが要求する内容がアプリケーションで許可されていません。OAuth 範囲の [API を使用してユーザーデータを管理 (api)] が不足しているか、コールバック URL またはポリシーが合っていません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      OPEN_APP,
      both(
        'Under Settings > OAuth Settings add the scope “Manage user data via APIs (api)”, compare the callback URL letter by letter, and save. A change takes up to ten minutes.',
        '[設定] タブの [OAuth 設定] で OAuth 範囲に [API を使用してユーザーデータを管理 (api)] を追加し、コールバック URL が完全に一致することを確認して保存してください。反映まで最大 10 分かかります。',
      ),
      GOES_ON,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_authorization_ended: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Salesforce has ended the app’s authorization',
      'Salesforce でアプリケーションの承認が失効しました',
    ),
    explanation: both(
      'A token or code of this app is expired, used or revoked: an administrator revoked it, a policy limits its life, or the user’s password changed. Asking again gives the same answer.',
      'このアプリケーションのトークンまたはコードが、期限切れか、使用済みか、取り消されています。管理者による取り消し、有効期間のポリシー、ユーザーのパスワード変更が考えられます。再試行しても結果は変わりません。',
    ),
    remedy: [
      both(
        'In Salesforce open Setup > Connected Apps OAuth Usage and the app’s policies: see whether tokens were revoked, and how long a refresh token is valid.',
        'Salesforce の [設定] > [接続アプリケーションの OAuth の利用状況] とアプリケーションのポリシーを開き、トークンが取り消されていないか、更新トークンの有効期間を確認してください。',
      ),
      both(
        'Authorize the app again. The connector itself logs in with a consumer secret or a certificate and has no such token: save the organization again on its setup page.',
        'アプリケーションをもう一度承認してください。コネクタはコンシューマーの秘密または証明書でログインし、このようなトークンを使用しないため、設定ページで組織を保存し直してください。',
      ),
      LOGIN_HISTORY,
    ],
    links: [],
  },
  org_session_ended: {
    actor: 'nobody_retry',
    retries: true,
    title: both('The Salesforce session has ended', 'Salesforce のセッションが終了しました'),
    explanation: both(
      'A session lasts as long as the organization’s settings say, two hours by default. The connector logs in again and goes on; nothing is lost.',
      'セッションの長さは組織の設定で決まり、初期値は 2 時間です。コネクタが自動でログインし直して処理を続けるため、何も失われません。',
    ),
    remedy: [
      both(
        'You need not do anything. If a session that is only seconds old is refused as well, a policy of the organization is the reason.',
        '操作は必要ありません。取得した直後のセッションも拒否される場合は、組織のポリシーが原因です。',
      ),
    ],
    links: [],
  },
  org_inactive: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The Salesforce organization is locked or inactive',
      'Salesforce 組織がロックされているか、無効です',
    ),
    explanation: both(
      'Salesforce has closed the organization for everybody: a trial or contract has ended, it is locked, or the sandbox was deleted. No mail is lost: it waits in Gmail.',
      '試用期間または契約の終了、ロック、Sandbox の削除などにより、組織全体を利用できません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      both(
        'Try to log in to the organization in a browser: the page says what Salesforce wants.',
        'ブラウザーで組織にログインし、表示される内容を確認してください。',
      ),
      both(
        'Ask Salesforce (your account executive or Help) to open it again. If another organization takes its place, add that one on the connector’s setup page.',
        'Salesforce の担当営業またはサポートに再開を依頼してください。別の組織に移行した場合は、その組織をコネクタの設定ページで追加してください。',
      ),
      GOES_ON,
    ],
    links: [],
  },
  org_network_blocked: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector’s network does not reach Salesforce',
      'コネクタのネットワークから Salesforce に接続できません',
    ),
    explanation: both(
      'A firewall, a proxy or a device that inspects TLS stands between the connector and the organization. Salesforce was not reached. No mail is lost: it waits in Gmail.',
      'コネクタと組織の間にあるファイアウォール、プロキシ、または TLS を検査する機器により、Salesforce に接続できていません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: allow outgoing connections on port 443 to the organization’s My Domain (*.my.salesforce.com), directly or through HTTPS_PROXY.',
        'コネクタの運用担当者が、組織の [私のドメイン] (*.my.salesforce.com)のポート 443 への接続を、直接または HTTPS_PROXY 経由で許可してください。',
      ),
      both(
        'If TLS is inspected, set NODE_EXTRA_CA_CERTS to the file with your organization’s root certificate (PEM), and start the connector again.',
        'TLS を検査している場合は、NODE_EXTRA_CA_CERTS に組織のルート証明書(PEM)のファイルを設定し、コネクタを再起動してください。',
      ),
      both(
        'The log line of the failure has the exact code, under upstream.network.',
        '詳しいコードは、エラーのログの upstream.network に記録されています。',
      ),
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
