import { fixed, grouped, saying } from './phrase.ts';

/** The texts of the set-up checklist: of each item what it is, and how to find out where nothing proves it yet. */
export const CHECKLIST = {
  checklist: fixed('Set-up checklist', '設定チェックリスト'),
  checklistIntro: fixed(
    'What has to be in place at Google, in Salesforce and here. Everything is ticked by a real check, with its time.',
    'Google、Salesforce、このコネクタで必要な設定の一覧です。実際に確認できた項目にだけ、確認した日時とともにチェックが付きます。',
  ),
  checklistLeft: saying(
    (left: number) =>
      left === 0 ? 'Everything that is used is in place.' : `${left} still to do or to find out.`,
    (left) =>
      left === 0
        ? '使用するすべての設定が完了しています。'
        : `対応または確認が必要な項目が ${left} 件あります。`,
  ),
  checkEverything: fixed('Check everything now', 'すべて今すぐ確認'),
  checkedEverything: fixed(
    'Checked now: Google’s answer for the client, one mailbox, and the Salesforce organizations.',
    '確認しました: Google のクライアント、メールボックス 1 件、Salesforce 組織。',
  ),
  checkEverythingMeans: fixed(
    'Asks Google and Salesforce, reads the labels of one mailbox, and changes nothing.',
    'Google と Salesforce に問い合わせ、メールボックス 1 件のラベルを読み取ります。設定は変更されません。',
  ),
  item_done: fixed('In place', '確認済み'),
  item_limited: fixed('With limits', '一部制限あり'),
  item_failing: fixed('Failing', 'エラー'),
  item_unknown: fixed('Not known yet', '未確認'),
  item_unused: fixed('Not used', '未使用'),
  confirmedBy: fixed('Confirmed by', '確認した人'),
  item_google_client: fixed('Google accepts the OAuth client', 'OAuth クライアントが有効である'),
  item_google_client_means: fixed(
    'The client ID and its secret are proved at Google’s token endpoint, without anybody’s consent.',
    'クライアント ID とシークレットを、誰の許可も使わずに Google のトークンエンドポイントで確認します。',
  ),
  item_google_client_unknown: fixed(
    'Press “Check everything now”.',
    '[すべて今すぐ確認] を押してください。',
  ),
  item_redirect_uri: fixed('The redirect URI is registered', 'リダイレクト URI が登録されている'),
  item_redirect_uri_means: fixed(
    'You came back from Google over it when you signed in. The check asks Google’s consent page, too; Google documents no answer for a registered URI, so that it can only find a missing one.',
    'ログインの際に、この URI で Google から戻っています。確認では Google の同意画面にも問い合わせます。登録済みの場合の応答を Google は公開していないため、検出できるのは未登録の場合だけです。',
  ),
  item_redirect_uri_unknown: fixed(
    'Sign out and in again.',
    'ログアウトしてから、もう一度ログインしてください。',
  ),
  item_scopes: fixed('The scopes are allowed', 'スコープが許可されている'),
  item_scopes_means: fixed(
    'A mailbox that was connected has all scopes of its access. Enter them under Google Auth Platform > Data Access, or for service accounts in the Admin console.',
    '接続済みのメールボックスには、必要なスコープがすべて許可されています。スコープは [Google Auth Platform] > [データアクセス] に、サービス アカウントの場合は管理コンソールに登録します。',
  ),
  item_scopes_unknown: fixed(
    'Connect a mailbox: Google says which scopes it allowed.',
    'メールボックスを接続すると、許可されたスコープがわかります。',
  ),
  item_audience: fixed(
    'The app is Internal, or in production',
    'アプリが「内部」または「本番環境」である',
  ),
  item_audience_means: fixed(
    'In Testing, Google ends every connection after seven days. Google says so with the grant; a connection that is older proves that the app is not in Testing.',
    '「テスト中」のアプリでは、Google がすべての接続を 7 日後に無効にします。これは許可の際に Google から通知されます。7 日より長く続いている接続があれば「テスト中」ではありません。',
  ),
  item_audience_unknown: fixed(
    'Look under Google Auth Platform > Audience: the user type has to be “Internal”, or the publishing status “In production”. This item is ticked when the first connection is a week old.',
    '[Google Auth Platform] > [対象] で、ユーザーの種類が「内部」、または公開ステータスが「本番環境」であることを確認してください。最初の接続から 7 日が過ぎると、この項目にチェックが付きます。',
  ),
  item_gmail_api: fixed('The Gmail API is enabled', 'Gmail API が有効である'),
  item_gmail_api_means: fixed(
    'The last check of a mailbox read its labels by the Gmail API.',
    '直近の確認で、Gmail API を使ってメールボックスのラベルを読み取りました。',
  ),
  item_gmail_api_unknown: fixed(
    'Enable it in the Google Cloud project of the client, then connect a mailbox: its first check proves it.',
    'クライアントの Google Cloud プロジェクトで有効にし、メールボックスを接続してください。最初の確認で有効かどうかがわかります。',
  ),
  item_keys: fixed('The sealing keys are backed up', '暗号化キーがバックアップされている'),
  item_keys_local: fixed(
    'They are in keys.json in the data directory. Without it nothing that is stored can be opened: copy the whole directory to another machine while the connector is stopped.',
    'データディレクトリの keys.json にあります。失われると、保存した情報は復号できません。コネクタを停止し、ディレクトリ全体を別のマシンにコピーしてください。',
  ),
  item_keys_cloud: fixed(
    'They are in Secret Manager, which keeps no history: a backup of Firestore alone is half of the state. Back up both, as docs/deploy.md describes.',
    'Secret Manager にあります。Secret Manager には履歴がないため、Firestore のバックアップだけでは復元できません。docs/deploy.md の手順で両方をバックアップしてください。',
  ),
  item_keys_unknown: fixed(
    'The connector cannot see a copy. Confirm it when you have one.',
    'コピーの有無はコネクタからは確認できません。バックアップしたら、ここで確認してください。',
  ),
  confirmBackup: fixed('There is a backup', 'バックアップ済みにする'),
  confirmBackupAgain: fixed('There is a new backup', '新しいバックアップを記録'),
  item_salesforce: fixed('A Salesforce organization is ready', 'Salesforce 組織の準備ができている'),
  item_salesforce_means: fixed(
    'The last check of each organization: login, API, objects, key field, files, Apex and API requests.',
    '各組織の直近の確認結果です(ログイン、API、オブジェクト、キー項目、ファイル、Apex、API 要求数)。',
  ),
  item_salesforce_unknown: fixed(
    'Connect an organization, and check it on its page. One that is connected by settings is checked there each time.',
    '組織を接続し、その画面で確認してください。設定ファイルで接続した組織は、その画面で都度確認します。',
  ),
  item_webhook: fixed('Salesforce can ask the connector', 'Salesforce からコネクタを呼び出せる'),
  item_webhook_means: fixed(
    'For Flow and Apex: each caller by its last signed call. Not needed for mail to become cases.',
    'フローや Apex を使う場合の設定です。呼び出し元ごとに、直近の署名付きの呼び出しを表示します。メールをケースにするだけなら不要です。',
  ),
  item_webhook_unknown: fixed(
    'Run the sample flow in Salesforce once: its call shows here. Calls by a secret of the settings are not noted.',
    'Salesforce でサンプルフローを一度実行すると、ここに表示されます。設定ファイルのシークレットによる呼び出しは記録されません。',
  ),
  item_scheduler: fixed('The scheduled jobs run', 'ジョブが定期的に実行されている'),
  item_scheduler_means: fixed(
    'Access tokens are refreshed, mailboxes are checked, and mail is read every few minutes.',
    'アクセストークンの更新、メールボックスの確認、メールの読み取りを、数分ごとに実行します。',
  ),
  item_scheduler_unknown: fixed(
    'A job that never ran is called within five minutes. If not, look at Cloud Scheduler, or at the log of the local server.',
    '一度も実行されていないジョブは 5 分以内に呼び出されます。呼び出されない場合は、Cloud Scheduler またはローカルサーバーのログを確認してください。',
  ),
  item_scheduler_failing: fixed(
    'A job has not run for a long time. Whoever runs this connector looks at Cloud Scheduler, and at the log of the function.',
    'しばらく実行されていないジョブがあります。コネクタの運用担当者が、Cloud Scheduler と関数のログを確認してください。',
  ),
  item_push: fixed('Gmail announces new mail', 'Gmail から新着メールが通知される'),
  item_push_means: fixed(
    'Through Pub/Sub, so that a case is there within seconds. Without it mail is found by polling, some minutes later.',
    'Pub/Sub を使い、数秒でケースになります。使わない場合は定期的な確認で見つけるため、数分かかります。',
  ),
  item_push_unknown: fixed(
    'Turn mail into cases on for a mailbox, and send a mail to it.',
    'メールボックスで「メールをケースに登録」をオンにし、メールを送ってください。',
  ),
  item_push_failing: fixed(
    'Mail comes and no announcement of it, although Gmail was asked for them. Compare the topic, its publisher and the push subscription with docs/deploy.md.',
    'メールは届いていますが、Gmail からの通知がありません。トピック、公開者、push サブスクリプションを docs/deploy.md と比べてください。',
  ),
  item_notifications: fixed('Somebody is notified of failures', '障害が通知される'),
  item_notifications_means: fixed(
    'The last delivery to the system at NOTIFY_URL. Without it, failures show on these pages and in the log only.',
    'NOTIFY_URL のシステムへの直近の配信です。設定しない場合、障害はこの画面とログにだけ表示されます。',
  ),
  item_notifications_unknown: fixed(
    'Nothing had to be delivered yet: connecting a mailbox is the first event that is.',
    '配信する内容がまだありません。メールボックスを接続すると、最初の通知が配信されます。',
  ),
  job_label: saying(
    (job: string) => `Job ${job}`,
    (job) => `ジョブ ${job}`,
  ),
  moreParts: saying(
    (count: number) => `and ${grouped(count)} more`,
    (count) => `ほか ${grouped(count)} 件`,
  ),
  valuesToCopy: fixed('Values to copy', 'コピーする値'),
} as const;
