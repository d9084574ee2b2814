import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts of the pages of Salesforce organizations. */
export const ORGS = {
  salesforce: fixed('Salesforce', 'Salesforce 組織'),
  orgsIntro: fixed(
    'The organizations in which mail becomes cases. The connector logs in to each as a user of its own.',
    'メールをケースとして登録する組織です。コネクタは、組織ごとに専用のユーザーとしてログインします。',
  ),
  connectOrg: fixed('Connect Salesforce', 'Salesforce を接続'),
  noOrg: fixed('Connect your first organization', '最初の組織を接続'),
  orgStepApp: fixed(
    'A Salesforce administrator creates an app and a user for the connector. The next page says how.',
    'Salesforce のシステム管理者が、コネクタ用のアプリケーションとユーザーを作成します。手順は次のページに表示されます。',
  ),
  orgStepConnect: fixed(
    'You enter My Domain and the app’s key here. The connector logs in at once, and checks what it may do.',
    '[私のドメイン] の URL とアプリケーションの鍵を入力します。コネクタがすぐにログインし、権限を確認します。',
  ),
  orgStepMail: fixed(
    'On a mailbox’s page you turn on “Mail into cases”.',
    'メールボックスのページで「メールをケースに登録」をオンにします。',
  ),
  org_ready: fixed('Ready', '準備完了'),
  org_limited: fixed('Ready, with limits', '一部制限あり'),
  org_failing: fixed('Not ready', '未完了'),
  org_paused: fixed('Mail waits', '登録待ち'),
  org_unchecked: fixed('Not checked yet', '未確認'),
  orgMethod: fixed('Logs in with', 'ログイン方法'),
  orgMethod_client_credentials: fixed('Consumer key and secret', 'コンシューマー鍵と秘密'),
  orgMethod_jwt_bearer: fixed('Certificate', '証明書'),
  orgId: fixed('Organization ID', '組織 ID'),
  orgAdded: fixed('Connected', '接続'),
  orgAddedBy: fixed('Connected by', '接続した人'),
  orgFromSettings: fixed(
    'This organization is connected by the connector’s settings (SALESFORCE_…). It is changed and removed there.',
    'この組織は、コネクタの環境設定(SALESFORCE_…)で接続されています。変更や削除も環境設定で行います。',
  ),
  apiRequests: fixed('API requests in 24 hours', 'API 要求数(24 時間)'),
  ofLimit: saying(
    (used: number, limit: number) => `${grouped(used)} of ${grouped(limit)}`,
    (used, limit) => `${grouped(used)} / ${grouped(limit)} 件`,
  ),
  openSalesforce: fixed('Open Salesforce', 'Salesforce を開く'),
  openEmulatedSetup: fixed(
    'Open the emulated organization’s Setup, which shows the values',
    '模擬組織の設定ページ(入力する値を表示)を開く',
  ),
  myDomain: fixed('My Domain', '[私のドメイン] の URL'),
  myDomainHint: fixed(
    'In Salesforce: Setup > My Domain, “Current My Domain URL”. It ends in .my.salesforce.com.',
    'Salesforce の [設定] > [私のドメイン] の [現在の [私のドメイン] の URL]。末尾は .my.salesforce.com です。',
  ),
  orgMethodLegend: fixed('How does the connector log in?', 'ログイン方法'),
  method_secret: fixed('Consumer key and secret', 'コンシューマー鍵と秘密'),
  method_secret_means: fixed(
    'The quickest way. The app in Salesforce names the user as whom the connector acts.',
    '最も簡単な方法です。コネクタが使うユーザーは、Salesforce のアプリケーションで指定します。',
  ),
  method_made: fixed('Certificate, made here', '証明書(ここで作成)'),
  method_made_means: fixed(
    'No secret leaves the connector: you upload its certificate to Salesforce.',
    '秘密を受け渡さない方法です。ここで作成した証明書を Salesforce にアップロードします。',
  ),
  method_own: fixed('Certificate, with a key of yours', '証明書(お持ちの鍵)'),
  method_own_means: fixed(
    'You upload one PEM file with the private key and its certificate.',
    '秘密鍵とその証明書が入った PEM ファイルをアップロードします。',
  ),
  inSalesforce: fixed('First, in Salesforce', 'Salesforce での準備'),
  inSalesforceWho: fixed(
    'A Salesforce administrator does this once. If that is not you, send them this page.',
    'Salesforce のシステム管理者が一度だけ行います。ご自身でない場合は、このページの内容を知らせてください。',
  ),
  setUpUser: fixed(
    'Setup > Users > Users: create the connector’s user with the license “Salesforce Integration” and the profile “Minimum Access - API Only Integrations”.',
    '[設定] > [ユーザー] > [ユーザー] で、ライセンス「Salesforce Integration」、プロファイル「Minimum Access - API Only Integrations」のユーザーを作成します。',
  ),
  setUpPermissions: fixed(
    'Deploy the connector’s package, and assign the permission set Gmail_Email_to_Case to that user.',
    'コネクタのパッケージをリリースし、そのユーザーに権限セット Gmail_Email_to_Case を割り当てます。',
  ),
  setUpApp: fixed(
    'Setup > External Client App Manager > New External Client App: enable OAuth, enter this callback URL, and choose the scope “Manage user data via APIs (api)”.',
    '[設定] > [外部クライアントアプリケーションマネージャー] > [新規外部クライアントアプリケーション] で OAuth を有効にし、次のコールバック URL を入力して、範囲 [API を使用してユーザーデータを管理 (api)] を選択します。',
  ),
  callbackUrl: fixed('Callback URL', 'コールバック URL'),
  setUpSecret: fixed(
    'With a secret: under Flow Enablement tick “Enable Client Credentials Flow”, save, and under Policies enter the user’s name under “Run As”. Then copy both values under Settings > OAuth Settings > Consumer Key and Secret.',
    '秘密を使う場合: [フローの有効化] で [クライアントログイン情報フローを有効化] を選択して保存し、[ポリシー] の [別のユーザーとして実行 (Run As)] にユーザー名を入力します。[設定] > [OAuth 設定] の [コンシューマー鍵と秘密] から 2 つの値をコピーします。',
  ),
  setUpCertificate: fixed(
    'With a certificate: under Flow Enablement tick “Enable JWT Bearer Flow”, upload the certificate, and add the scope “Perform requests at any time (refresh_token, offline_access)”. Under Policies choose “Admin approved users are pre-authorized” and the permission set. Then copy the consumer key.',
    '証明書を使う場合: [フローの有効化] で [JWT ベアラーフローを有効化] を選択して証明書をアップロードし、範囲 [いつでも要求を実行 (refresh_token, offline_access)] を追加します。[ポリシー] で [管理者が承認したユーザーは事前承認済み] と権限セットを選択し、コンシューマー鍵をコピーします。',
  ),
  consumerKey: fixed('Consumer key', 'コンシューマー鍵'),
  consumerSecret: fixed('Consumer secret', 'コンシューマーの秘密'),
  consumerSecretHint: fixed(
    'It is stored encrypted by the connector, and never shown again.',
    'コネクタの保管先に暗号化して保存され、再び表示されることはありません。',
  ),
  orgUsername: fixed('User name in Salesforce', 'Salesforce のユーザー名'),
  orgUsernameHint: fixed(
    'The connector’s user. It looks like an e-mail address, and need not be one.',
    'コネクタのユーザー。メールアドレスの形式ですが、実在のアドレスとは限りません。',
  ),
  makeCertificate: fixed('Make a certificate', '証明書を作成'),
  makeCertificateMeans: fixed(
    'Its private key stays with the connector. The fields above are kept.',
    '秘密鍵はコネクタの外に出ません。入力済みの内容は保持されます。',
  ),
  certificateMade: fixed(
    'The certificate is made. Download it, upload it to the app in Salesforce, then connect below.',
    '証明書を作成しました。ダウンロードして Salesforce のアプリケーションにアップロードしてから、接続してください。',
  ),
  certificateLost: fixed(
    'The certificate that was made here is no longer valid for this form. Make one again, and upload that one.',
    'このフォームで作成した証明書は使えなくなりました。もう一度作成し、その証明書をアップロードしてください。',
  ),
  certificateMissing: fixed(
    'Make the certificate first, and upload it in Salesforce.',
    '先に証明書を作成し、Salesforce にアップロードしてください。',
  ),
  downloadCertificate: fixed('Download the certificate', '証明書をダウンロード'),
  certificate: fixed('Certificate', '証明書'),
  certificateExpires: fixed('Valid until', '有効期限'),
  certificateFingerprint: fixed('Fingerprint (SHA-256)', 'フィンガープリント(SHA-256)'),
  certificateMeans: fixed(
    'This certificate belongs into the connector’s app in Salesforce: Settings > OAuth Settings, under “Enable JWT Bearer Flow”.',
    'Salesforce のコネクタのアプリケーションで、[設定] > [OAuth 設定] の [JWT ベアラーフローを有効化] に登録する証明書です。',
  ),
  ownKeyFile: fixed('Key and certificate (PEM)', '鍵と証明書(PEM)'),
  ownKeyHint: fixed(
    'At most 64 KB. The private key is stored encrypted by the connector.',
    '64 KB まで。秘密鍵はコネクタの保管先に暗号化して保存されます。',
  ),
  readiness: fixed('Readiness', '準備状況'),
  readinessMeans: fixed(
    'Each step proves one thing that filing mail needs. After a failure the later steps are left out.',
    'メールの登録に必要な事項を 1 つずつ確認します。失敗すると、以降は確認しません。',
  ),
  readiness_host: fixed(
    'My Domain answers as Salesforce',
    '[私のドメイン] の URL で Salesforce が応答する',
  ),
  readiness_login: fixed('The connector can log in', 'コネクタがログインできる'),
  readiness_api: fixed('Its user may use the API', 'ユーザーが API を利用できる'),
  readiness_objects: fixed(
    'Its user may create cases and e-mail messages',
    'ケースとメールメッセージを作成できる',
  ),
  readiness_unique_key: fixed(
    'A unique field keeps each mail from being stored twice',
    '一意の項目により、同じメールが二重に登録されない',
  ),
  readiness_files: fixed('Attachments can be stored', '添付ファイルを保存できる'),
  readiness_apex: fixed(
    'Salesforce’s threading tokens find the case of a reply',
    'Salesforce のスレッドトークンから返信元のケースを特定できる',
  ),
  readiness_budget: fixed(
    'Enough API requests are left for today',
    '本日の API 要求数に余裕がある',
  ),
  limit_unique_key: fixed(
    'Mail is filed all the same. Without the field, a mail whose answer was lost is looked for before it is filed again, and two mailboxes that get the same mail at the same moment may both file it.',
    'メールは登録されます。ただし、この項目がない場合は、応答が失われたメールを検索してから登録し直します。同じメールが 2 つのメールボックスに同時に届くと、二重に登録されることがあります。',
  ),
  limit_files: fixed(
    'Mail is filed all the same. Its attachments are not stored in Salesforce.',
    'メールは登録されますが、添付ファイルは Salesforce に保存されません。',
  ),
  limit_apex: fixed(
    'Mail is filed all the same. A reply is found by its headers and its Gmail conversation, not by a threading token.',
    'メールは登録されます。返信元のケースは、スレッドトークンではなく、メールのヘッダーと Gmail のスレッドから特定します。',
  ),
  readinessNever: fixed('Not checked yet.', 'まだ確認していません。'),
  step_limited: fixed('limited', '制限あり'),
  orgPauseTitle: fixed(
    'Salesforce refuses all mail. It waits in Gmail, and none is lost.',
    'Salesforce がすべてのメールを拒否しています。メールは Gmail に残っており、失われません。',
  ),
  orgMailboxes: fixed('Mailboxes that file here', 'この組織に登録するメールボックス'),
  orgNoMailbox: fixed(
    'None yet. Open a mailbox and turn on “Mail into cases”.',
    'まだありません。メールボックスのページで「メールをケースに登録」をオンにしてください。',
  ),
  orgMailboxCount: saying(
    (count: number) => counted(count, 'mailbox', 'mailboxes'),
    (count) => `${grouped(count)} 件`,
  ),
  changeLogin: fixed('Change how it logs in', 'ログイン方法を変更'),
  changeLoginMeans: fixed(
    'Salesforce is asked first. If it refuses, the present login stays.',
    '新しい内容で Salesforce にログインできた場合にのみ変更します。',
  ),
  removeOrg: fixed('Remove this organization', 'この組織の登録を削除'),
  removeOrgMeans: fixed(
    'Its secret is destroyed here. Cases in Salesforce stay as they are; delete the app there too.',
    'コネクタに保存した秘密は破棄されます。Salesforce のケースはそのまま残ります。Salesforce のアプリケーションも削除してください。',
  ),
  removeOrgInUse: fixed(
    'Mailboxes still send their mail here. Turn “Mail into cases” off for them first.',
    'この組織に登録しているメールボックスがあります。先に「メールをケースに登録」をオフにしてください。',
  ),
  removeOrgConfirm: fixed('Remove organization', '組織の登録を削除'),
  doneOrg_added: fixed(
    'Salesforce logged the connector in. What it may do is shown below.',
    'Salesforce にログインできました。確認結果は以下のとおりです。',
  ),
  doneOrg_changed: fixed('The new login works.', '新しい方法でログインできました。'),
  doneOrg_checked: fixed('The organization was checked.', '組織を確認しました。'),
  doneOrgRemoved: fixed('The organization was removed.', '組織の登録を削除しました。'),
} as const;
