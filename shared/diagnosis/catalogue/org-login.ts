import { both, type Entry, opening } from '../entry.ts';
import { LINKS } from './links.ts';
import { ASK_SALESFORCE_ADMIN, GOES_ON, LOGIN_HISTORY, OPEN_APP, OPEN_USER } from './org-steps.ts';
import { TELL_CONNECTOR_TEAM } from './steps.ts';

/** Why a Salesforce organization lets the connector not log in (RFC 6749 §5.2, and Salesforce's own codes). */
export const ORG_LOGIN = {
  org_host_wrong: {
    actor: 'developer',
    retries: false,
    title: both(
      'The address of the Salesforce organization is wrong',
      'Salesforce 組織の URL が正しくありません',
    ),
    explanation: both(
      'This address is not the organization’s My Domain, or does not exist any more. No mail is lost: it waits in Gmail.',
      'この URL は組織の [私のドメイン] ではないか、すでに存在しません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      opening(
        LINKS.myDomain,
        'In Salesforce open Setup > My Domain and copy “Current My Domain URL”. It ends in .my.salesforce.com, and is never login.salesforce.com or test.salesforce.com.',
        'Salesforce の [設定] > [私のドメイン] を開き、[現在の [私のドメイン] の URL] をコピーしてください。末尾は .my.salesforce.com です(login.salesforce.com と test.salesforce.com は使用できません)。',
      ),
      both(
        'Enter it for the organization on the connector’s setup page.',
        'コネクタの設定ページで、この組織の URL として入力してください。',
      ),
      GOES_ON,
    ],
    links: [],
  },
  org_run_as_missing: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The app in Salesforce has no user to run as',
      'アプリケーションの実行ユーザーが設定されていません',
    ),
    explanation: both(
      'With a consumer secret the connector acts as the “Run As” user of its app. That field is empty, or its user may not use the API. No mail is lost: it waits in Gmail.',
      'コンシューマーの秘密を使う場合、コネクタはアプリケーションに設定された実行ユーザーとして動作します。実行ユーザーが未設定か、API を利用できないユーザーです。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      OPEN_APP,
      both(
        'Under Policies > OAuth Policies tick “Enable Client Credentials Flow”, enter the user name (not the e-mail address) of the connector’s user under “Run As”, and save.',
        '[ポリシー] > [OAuth ポリシー] で [クライアントログイン情報フローを有効化] を選択し、[別のユーザーとして実行 (Run As)] にコネクタのユーザーの「ユーザー名」(メールアドレスではありません)を入力して保存してください。',
      ),
      GOES_ON,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_app_not_authorized: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The connector’s user may not use the app in Salesforce',
      'ユーザーにアプリケーションの利用が許可されていません',
    ),
    explanation: both(
      'The app admits only users whom an administrator has authorized beforehand, and the connector’s user is not one of them. No mail is lost: it waits in Gmail.',
      'アプリケーションを利用できるのは管理者が事前に承認したユーザーだけですが、コネクタのユーザーは承認されていません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      OPEN_APP,
      both(
        'Under Policies set “Permitted Users” to “Admin approved users are pre-authorized”, and select the permission set Gmail_Email_to_Case.',
        '[ポリシー] で [許可されているユーザー] を [管理者が承認したユーザーは事前承認済み] にし、権限セット Gmail_Email_to_Case を選択してください。',
      ),
      opening(
        LINKS.permissionSets,
        'Under Setup > Permission Sets > Gmail_Email_to_Case > Manage Assignments add the connector’s user.',
        '[設定] > [権限セット] > Gmail_Email_to_Case > [割り当ての管理] で、コネクタのユーザーを追加してください。',
      ),
      GOES_ON,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_assertion_refused: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Salesforce does not accept the connector’s signature',
      'Salesforce がコネクタの署名を受け付けません',
    ),
    explanation: both(
      'The app has another certificate than the connector signs with, the address is not the organization’s My Domain, or the connector’s clock is wrong. No mail is lost: it waits in Gmail.',
      'アプリケーションの証明書がコネクタのものと異なるか、URL が組織の [私のドメイン] と異なるか、コネクタの時計がずれています。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      both(
        'Download the certificate from the organization’s page of the connector.',
        'コネクタの組織のページから証明書をダウンロードしてください。',
      ),
      OPEN_APP,
      both(
        'Under Settings > OAuth Settings tick “Enable JWT Bearer Flow”, upload that certificate, and save.',
        '[設定] タブの [OAuth 設定] で [JWT ベアラーフローを有効化] を選択し、その証明書をアップロードして保存してください。',
      ),
      opening(
        LINKS.myDomain,
        'If that does not help: compare the address with Setup > My Domain, and let whoever runs the connector check its clock.',
        '解決しない場合は、URL を [設定] > [私のドメイン] と照合し、コネクタの運用担当者に時計の確認を依頼してください。',
      ),
    ],
    links: [],
  },
  org_audience_wrong: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector’s login names the wrong Salesforce',
      'ログイン先(aud)が Salesforce 組織と一致しません',
    ),
    explanation: both(
      'The signed request says for whom it is meant (aud), and that is not this organization: a sandbox is asked as production or the other way round, or the address is misspelt. No mail is lost: it waits in Gmail.',
      '署名付きリクエストの宛先(aud)がこの組織と異なります。Sandbox と本番の取り違え、または URL の誤りが考えられます。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      opening(
        LINKS.myDomain,
        'Whoever runs the connector: compare the organization’s address on the setup page with Setup > My Domain, and correct it.',
        'コネクタの運用担当者が、設定ページの組織の URL を [設定] > [私のドメイン] と照合し、修正してください。',
      ),
      both(
        'In a program of your own, aud is https://login.salesforce.com, https://test.salesforce.com for a sandbox, or the address of My Domain, without a path.',
        '独自のプログラムでは、aud に https://login.salesforce.com、Sandbox の場合は https://test.salesforce.com、または [私のドメイン] の URL をパスなしで指定してください。',
      ),
      GOES_ON,
    ],
    links: [],
  },
  org_grant_type_unknown: {
    actor: 'developer',
    retries: false,
    title: both(
      'Salesforce does not know the way of this login',
      'ログイン方法(grant_type)が認識されません',
    ),
    explanation: both(
      'The request names a grant type that Salesforce’s token endpoint does not have: it is misspelt, escaped twice, or not sent as a form. No mail is lost: it waits in Gmail.',
      'リクエストの grant_type が、Salesforce のトークンエンドポイントにない値です。つづりの誤り、二重のエスケープ、フォーム形式以外での送信が考えられます。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      both(
        'In a program of your own, send grant_type as a form field: client_credentials, or urn:ietf:params:oauth:grant-type:jwt-bearer, escaped exactly once.',
        '独自のプログラムでは、grant_type をフォームの項目として送信してください。値は client_credentials、または 1 回だけエスケープした urn:ietf:params:oauth:grant-type:jwt-bearer です。',
      ),
      both(
        'If the connector itself is refused, see that no proxy changes its requests, and that the app allows the flow.',
        'コネクタ自体が拒否される場合は、プロキシがリクエストを変更していないこと、アプリケーションでフローが許可されていることを確認してください。',
      ),
      TELL_CONNECTOR_TEAM,
    ],
    links: [],
  },
  org_app_new: {
    actor: 'nobody_retry',
    retries: true,
    title: both(
      'Salesforce does not know the new app yet',
      '新しいアプリケーションがまだ反映されていません',
    ),
    explanation: both(
      'A new app, and a change of one, takes up to ten minutes until Salesforce’s login knows it. No mail is lost: it waits in Gmail.',
      '新しいアプリケーションやその変更が Salesforce のログインに反映されるまで、最大 10 分かかります。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      both(
        'Wait ten minutes, and try the same again.',
        '10 分待ってから、同じ操作をもう一度お試しください。',
      ),
      both(
        'If it is refused after that, copy the consumer key and the secret again, without spaces.',
        'その後も拒否される場合は、コンシューマー鍵と秘密を、空白が入らないようにコピーし直してください。',
      ),
    ],
    links: [],
  },
  org_app_not_installed: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The connector’s app is not in this organization',
      'この組織にコネクタのアプリケーションがありません',
    ),
    explanation: both(
      'The app is in another organization, or a refresh of the sandbox removed it. No mail is lost: it waits in Gmail.',
      'アプリケーションが別の組織にあるか、Sandbox の更新で削除されています。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      opening(
        LINKS.orgApps,
        'In this organization open Setup > External Client App Manager, and create or install the connector’s app.',
        'この組織の [設定] > [外部クライアントアプリケーションマネージャー] で、コネクタのアプリケーションを作成またはインストールしてください。',
      ),
      both(
        'Enter its consumer key on the connector’s setup page, with its secret or certificate.',
        'コネクタの設定ページに、コンシューマー鍵と、秘密または証明書を登録してください。',
      ),
      GOES_ON,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_client_refused: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The consumer key or secret of Salesforce is wrong',
      'コンシューマー鍵または秘密が正しくありません',
    ),
    explanation: both(
      'Salesforce does not know this consumer key, or its secret is another one. A new app takes some minutes until it is known. No mail is lost: it waits in Gmail.',
      'コンシューマー鍵が Salesforce にないか、秘密が一致しません。新しいアプリケーションは、使えるようになるまで数分かかります。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      OPEN_APP,
      both(
        'Under Settings > OAuth Settings click “Consumer Key and Secret”, and copy both.',
        '[設定] タブの [OAuth 設定] で [コンシューマー鍵と秘密] をクリックし、両方をコピーしてください。',
      ),
      both(
        'Enter them for the organization on the connector’s setup page.',
        'コネクタの設定ページで、この組織の鍵と秘密として入力してください。',
      ),
      GOES_ON,
    ],
    links: [],
  },
  org_flow_off: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The app’s login flow is turned off in Salesforce',
      'アプリケーションの OAuth フローが無効です',
    ),
    explanation: both(
      'The app does not allow the way in which the connector logs in. No mail is lost: it waits in Gmail.',
      'コネクタが使用するログイン方法が、アプリケーションで許可されていません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      OPEN_APP,
      both(
        'Under Settings > OAuth Settings > Flow Enablement tick “Enable Client Credentials Flow” (with a secret) or “Enable JWT Bearer Flow” (with a certificate), and save.',
        '[設定] タブの [OAuth 設定] > [フローの有効化] で、秘密を使う場合は [クライアントログイン情報フローを有効化]、証明書を使う場合は [JWT ベアラーフローを有効化] を選択し、保存してください。',
      ),
      GOES_ON,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_user_cannot_log_in: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The connector’s user cannot log in to Salesforce',
      'コネクタのユーザーがログインできません',
    ),
    explanation: both(
      'The user is inactive or frozen, or there is no user of this name. No mail is lost: it waits in Gmail.',
      'ユーザーが無効か凍結されているか、このユーザー名のユーザーが存在しません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      OPEN_USER,
      both(
        'Tick “Active”, and click “Unfreeze” if it is shown.',
        '[有効] を選択し、[凍結解除] が表示されている場合はクリックしてください。',
      ),
      LOGIN_HISTORY,
      GOES_ON,
    ],
    links: [],
  },
  org_ip_restricted: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Salesforce refuses the address or hour of the login',
      'IP アドレスまたは時間帯の制限でログインできません',
    ),
    explanation: both(
      'The profile of the connector’s user allows logins only from certain IP addresses or at certain hours. No mail is lost: it waits in Gmail.',
      'コネクタのユーザーのプロファイルで、ログインできる IP アドレスまたは時間帯が制限されています。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      LOGIN_HISTORY,
      opening(
        LINKS.profiles,
        'Open Setup > Profiles > the user’s profile. Under “Login IP Ranges” add the connector’s address, and under “Login Hours” allow the whole day.',
        '[設定] > [プロファイル] でユーザーのプロファイルを開き、[ログイン IP アドレスの制限] にコネクタのアドレスを追加し、[ログイン時間帯の制限] で終日を許可してください。',
      ),
      GOES_ON,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_session_refused: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Salesforce does not accept the session it has just given',
      '取得した直後のセッションが拒否されています',
    ),
    explanation: both(
      'A new session was refused as well, so it has not merely expired: a policy locks sessions to an IP address, or lets only approved apps use the API. No mail is lost: it waits in Gmail.',
      '新しいセッションも拒否されたため、単なる期限切れではありません。セッションを IP アドレスに固定する設定か、承認済みのアプリケーションだけに API を許可する設定が原因です。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      opening(
        LINKS.sessionSettings,
        'In Salesforce open Setup > Session Settings, and clear “Lock sessions to the IP address from which they originated”.',
        'Salesforce の [設定] > [セッションの設定] で、[ログイン時の IP アドレスとセッションをロックする] の選択を解除してください。',
      ),
      both(
        'If API Access Control is on (Setup > API Access Control): approve the connector’s app there.',
        '[設定] > [API アクセスコントロール] が有効な場合は、コネクタのアプリケーションを承認してください。',
      ),
      GOES_ON,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_api_disabled: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The API is disabled for the connector in Salesforce',
      'Salesforce で API の利用が許可されていません',
    ),
    explanation: both(
      'The organization’s edition has no API, or the connector’s user lacks the permission “API Enabled”. No mail is lost: it waits in Gmail.',
      '組織のエディションで API を利用できないか、コネクタのユーザーに権限「API の有効化」がありません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      OPEN_USER,
      both(
        'Assign a permission set or profile with “API Enabled”, such as the permission set Gmail_Email_to_Case with the licence Salesforce Integration.',
        '「API の有効化」を含む権限セットまたはプロファイル(Salesforce Integration ライセンスと権限セット Gmail_Email_to_Case など)を割り当ててください。',
      ),
      opening(
        LINKS.companyInformation,
        'Setup > Company Information shows the edition. Professional Edition needs the API as an extra.',
        '[設定] > [組織情報] でエディションを確認してください。Professional Edition では、API を追加で購入する必要があります。',
      ),
      GOES_ON,
    ],
    links: [],
  },
  org_secret_lost: {
    actor: 'developer',
    retries: false,
    title: both(
      'The secret of a Salesforce organization is gone',
      'Salesforce 組織の秘密が保管先にありません',
    ),
    explanation: both(
      'The connector’s record names a secret or key that is no longer in the vault. No mail is lost: it waits in Gmail.',
      'コネクタの記録にある秘密または鍵が、保管先から削除されています。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      both(
        'On the connector’s setup page open the organization and enter the consumer secret again, or make a new certificate and upload it in Salesforce.',
        'コネクタの設定ページで組織を開き、コンシューマーの秘密をもう一度入力するか、新しい証明書を作成して Salesforce にアップロードしてください。',
      ),
      GOES_ON,
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
