import { both, type Entry, opening } from '../entry.ts';
import { LINKS } from './links.ts';

/** What is missing or disabled in our own Google Cloud project. */
export const CLOUD = {
  cloud_permission_missing: {
    actor: 'developer',
    retries: false,
    title: both('The connector lacks a Google Cloud role', 'Google Cloud のロールが不足しています'),
    explanation: both(
      'The service account that the connector runs as may not use something that it needs. The mailboxes are not at fault, and nothing was changed.',
      'コネクタを実行するサービス アカウントに、必要な権限がありません。メールボックスに問題はなく、何も変更していません。',
    ),
    remedy: [
      both(
        'Run terraform apply: it restores every role that the connector needs.',
        'terraform apply を実行してください。必要なロールがすべて元に戻ります。',
      ),
      opening(
        LINKS.iam,
        'Otherwise look into the function’s log: it names a role and a resource. Give that role on that resource to the function’s service account, and try again after a few minutes.',
        'または、関数のログを確認してください。不足しているロールとリソースの名前が記録されています。そのリソースに対するロールを関数のサービス アカウントに付与し、数分後にもう一度お試しください。',
      ),
    ],
    links: [],
  },
  scheduler_signature_removed: {
    actor: 'developer',
    retries: false,
    title: both(
      'Google removed the signature from the scheduler’s token',
      'Google がスケジューラーのトークンから署名を取り除きました',
    ),
    explanation: both(
      'Cloud Scheduler called, but without the signature nobody can tell it from a stranger, so the call was refused. Until this is mended no token is refreshed and no mailbox is checked. The mailboxes are not at fault.',
      'Cloud Scheduler からの呼び出しに署名がなく、第三者の呼び出しと区別できないため、拒否しました。解決するまで、トークンの更新とメールボックスの確認は行われません。メールボックスに問題はありません。',
    ),
    remedy: [
      both(
        'Set scheduler_uses_run_app = true in deploy.tfvars and run terraform apply: the jobs then call the functions’ own run.app addresses.',
        'deploy.tfvars に scheduler_uses_run_app = true を設定し、terraform apply を実行してください。ジョブは関数自身の run.app のアドレスを呼び出すようになります。',
      ),
    ],
    links: [],
  },
  cloud_credentials_missing: {
    actor: 'developer',
    retries: false,
    title: both('There are no Google Cloud credentials', 'Google Cloud の認証情報がありません'),
    explanation: both(
      'The connector keeps its state in Google Cloud, and has nothing here to prove who it is.',
      'コネクタの状態は Google Cloud に保存されますが、本人であることを示す認証情報がありません。',
    ),
    remedy: [
      both(
        'On your own machine, run gcloud auth application-default login, then start again.',
        'お使いのコンピューターでは、gcloud auth application-default login を実行してから、再起動してください。',
      ),
    ],
    links: [],
  },
  cloud_incomplete: {
    actor: 'developer',
    retries: false,
    title: both('The Firestore database is not complete', 'Firestore の準備が完了していません'),
    explanation: both(
      'The database or one of its indexes does not exist yet, or is still being built. Nothing was changed.',
      'データベースまたはインデックスが存在しないか、まだ作成中です。何も変更していません。',
    ),
    remedy: [
      both(
        'Run terraform apply. Building an index takes some minutes: wait until Firestore > Indexes shows it as enabled.',
        'terraform apply を実行してください。インデックスの作成には数分かかります。[Firestore] > [インデックス] で有効と表示されるまで待ってください。',
      ),
    ],
    links: [LINKS.firestore],
  },
  keyring_unusable: {
    actor: 'developer',
    retries: false,
    title: both('The sealing keys cannot be used', '暗号鍵を使用できません'),
    explanation: both(
      'The keys that protect stored tokens are kept in Secret Manager. They were not made yet, or their version was disabled or destroyed. Stored grants are untouched.',
      '保存したトークンを保護する鍵は Secret Manager にあります。まだ作成されていないか、バージョンが無効化または破棄されています。保存済みの許可情報は変更していません。',
    ),
    remedy: [
      both(
        'After the first deployment, run npm run keys -- init once.',
        '初回のデプロイ後に、npm run keys -- init を一度だけ実行してください。',
      ),
      opening(
        LINKS.secretManager,
        'Otherwise open Secret Manager and enable the version again that the function’s log names. Never make new keys while mailboxes are connected: they would open nothing.',
        'それ以外の場合は、Secret Manager を開き、関数のログに記録されたバージョンを有効に戻してください。接続済みのメールボックスがある場合は、新しい鍵を作成しないでください。保存済みの情報を開けなくなります。',
      ),
    ],
    links: [],
  },
  grant_disabled: {
    actor: 'developer',
    retries: false,
    title: both('The stored consent was switched off', '保存した許可情報が無効化されています'),
    explanation: both(
      'The secret version that holds this mailbox’s consent was disabled in Secret Manager. It is not lost, and the mailbox’s owner need not do anything.',
      'このメールボックスの許可情報を保存したバージョンが、Secret Manager で無効化されています。情報は失われておらず、所有者の操作は必要ありません。',
    ),
    remedy: [
      opening(
        LINKS.secretManager,
        'Open Secret Manager, choose the secret of this mailbox and enable its version again. The connector then goes on by itself.',
        'Secret Manager でこのメールボックスのシークレットを開き、バージョンを有効に戻してください。その後は自動で再開します。',
      ),
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
