import { both, type Entry, opening, showing } from '../entry.ts';
import { LINKS } from './links.ts';
import {
  OPEN_CLIENTS,
  OPEN_DATA_ACCESS,
  START_AGAIN_AFTERWARDS,
  TELL_CONNECTOR_TEAM,
} from './steps.ts';

/** Errors on Google's consent page because of how the connector is registered at Google. */
export const CONSENT_APP = {
  redirect_uri_mismatch: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The connector’s return address is not registered',
      'リダイレクト URI が登録されていません',
    ),
    explanation: both(
      'Google only sends people back to addresses (“redirect URIs”) registered beforehand, letter by letter: http or https, capitals, path and a slash at the end all count.',
      'Google は、事前に登録された戻り先(リダイレクト URI)にしか移動しません。http と https、大文字と小文字、パス、末尾のスラッシュまで完全に一致する必要があります。',
    ),
    remedy: [
      showing(
        'redirect_uri',
        'Copy the connector’s redirect URI.',
        'コネクタのリダイレクト URI をコピーしてください。',
      ),
      OPEN_CLIENTS,
      both(
        'Choose the connector’s client, and under “Authorized redirect URIs” click “Add URI”, paste and save.',
        'コネクタのクライアントを選び、[承認済みのリダイレクト URI] の [URI を追加] をクリックし、貼り付けて保存してください。',
      ),
      both(
        'Wait some minutes (seldom hours) until it takes effect, then start again.',
        '反映まで数分(まれに数時間)待ってから、最初からやり直してください。',
      ),
    ],
    links: [],
  },
  client_id_or_secret_wrong: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The client ID or client secret is wrong',
      'クライアント ID またはシークレットが誤っています',
    ),
    explanation: both(
      'The connector shows Google an ID and a secret, like a user name and password. Google does not accept them. The mailboxes themselves are fine.',
      'コネクタが Google に示すクライアント ID とシークレット(ユーザー名とパスワードに相当)が受け付けられませんでした。メールボックス自体に問題はありません。',
    ),
    remedy: [
      OPEN_CLIENTS,
      showing(
        'client_id',
        'Choose the connector’s client and copy its client ID, if it is another one than the connector uses now. Under “Client secrets” click “Add secret” if you no longer have the secret.',
        'コネクタのクライアントを選び、クライアント ID が現在の設定と異なる場合はコピーしてください。シークレットが手元にない場合は、[クライアント シークレット] の [シークレットを追加](Add secret)をクリックしてください。',
      ),
      both(
        'Put both into the connector’s configuration, without spaces or quotation marks, and start it again.',
        '両方をコネクタの設定に入力し(前後の空白や引用符は不要です)、コネクタを再起動してください。',
      ),
    ],
    links: [],
  },
  client_deleted: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The connector’s client was deleted at Google',
      'OAuth クライアントが削除されています',
    ),
    explanation: both(
      'Somebody deleted the connector’s OAuth client, or Google did because it was not used for long. It can be restored for 30 days.',
      'コネクタの OAuth クライアントが削除されています。長期間使われなかったために自動で削除された可能性もあります。30 日以内であれば復元できます。',
    ),
    remedy: [
      OPEN_CLIENTS,
      showing(
        'client_id',
        'Click “Restore deleted credentials”, choose the connector’s client and restore it.',
        '[削除された認証情報を復元](Restore deleted credentials)をクリックし、コネクタのクライアントを復元してください。',
      ),
      both(
        'After 30 days: create a new client, put it into the connector’s configuration, and have every mailbox connected again.',
        '30 日を過ぎた場合は、新しいクライアントを作成してコネクタに設定し、すべてのメールボックスを接続し直してください。',
      ),
    ],
    links: [],
  },
  client_disabled: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both('The connector’s client is disabled', 'OAuth クライアントが無効化されています'),
    explanation: both(
      'The OAuth client, its Google Cloud project or its service account has been switched off.',
      'OAuth クライアント、Google Cloud プロジェクト、またはサービス アカウントが無効になっています。',
    ),
    remedy: [
      OPEN_CLIENTS,
      showing(
        'client_id',
        'Enable the client. If it looks enabled, check that the project is active and billing is in order, and that the service account is enabled under IAM & Admin > Service Accounts.',
        'クライアントを有効にしてください。すでに有効な場合は、プロジェクトと請求先の状態、および [IAM と管理] > [サービス アカウント] でサービス アカウントが有効かどうかを確認してください。',
      ),
      both(
        'If Google disabled it, the project’s owner has a mail from Google that says why.',
        'Google によって無効化された場合は、プロジェクトのオーナーに理由を記したメールが届いています。',
      ),
    ],
    links: [],
  },
  consent_screen_missing: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both('The app’s consent screen is not set up', 'OAuth 同意画面が設定されていません'),
    explanation: both(
      'The Google Cloud project has an OAuth client, but nobody has entered the app’s name and audience yet, or the permissions asked for are not registered. Until then Google shows nobody the consent page.',
      'Google Cloud プロジェクトに OAuth クライアントはありますが、アプリ名や対象が未設定か、要求する権限(スコープ)が登録されていません。設定が終わるまで、Google は同意画面を表示しません。',
    ),
    remedy: [
      opening(
        LINKS.branding,
        'In the Google Cloud console, open Google Auth Platform > Branding, click “Get started” and enter the app’s name, a support address and the audience.',
        'Google Cloud コンソールで [Google Auth Platform] > [ブランディング] を開き、[開始] をクリックして、アプリ名、サポートメール、対象を入力してください。',
      ),
      OPEN_DATA_ACCESS,
      showing(
        'scopes',
        'Click “Add or remove scopes” and add the scopes that the connector asks for.',
        '[スコープを追加または削除] をクリックし、コネクタが要求するスコープを追加してください。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [],
  },
  scope_invalid: {
    actor: 'developer',
    retries: false,
    title: both(
      'A permission that was asked for does not exist',
      '要求した権限(スコープ)の値が誤っています',
    ),
    explanation: both(
      'The connector asked for a permission (“scope”) that Google does not know, or that is misspelt.',
      'コネクタが要求した権限(スコープ)を Google が認識できません。つづりが誤っている可能性があります。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: correct the scopes that it asks for: full addresses such as https://www.googleapis.com/auth/gmail.labels, separated by spaces.',
        'コネクタの運用担当者が、要求するスコープを修正してください。https://www.googleapis.com/auth/gmail.labels のような完全な URL を、空白で区切って指定します。',
      ),
      OPEN_DATA_ACCESS,
      showing(
        'scopes',
        'Check that the scopes that the connector asks for are listed there.',
        'コネクタが要求するスコープが登録されていることを確認してください。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [],
  },
  request_invalid: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both('Google calls the request malformed', '要求の形式が不正です'),
    explanation: both(
      'Something in the request breaks Google’s rules: a part is missing, or the return address is not allowed (outside one’s own machine it must begin with https).',
      '要求の一部が不足しているか、Google の規則に合っていません。戻り先の URL は、自分のパソコン上を除き https で始まる必要があります。',
    ),
    remedy: [
      both(
        'On Google’s page click “error details”: it names the part that is wrong.',
        'Google の画面で [エラーの詳細] をクリックし、問題のある項目を確認してください。',
      ),
      OPEN_CLIENTS,
      showing(
        'redirect_uri',
        'Check that the client’s type is “Web application” and that its redirect URI begins with https.',
        'クライアントの種類が [ウェブ アプリケーション] であること、リダイレクト URI が https で始まることを確認してください。',
      ),
      TELL_CONNECTOR_TEAM,
    ],
    links: [],
  },
  authorization_request_wrong: {
    actor: 'developer',
    retries: false,
    title: both(
      'This deployment builds its request to Google wrongly',
      '同意画面へのリクエストの内容が誤っています',
    ),
    explanation: both(
      'Google’s page names a part that the connector itself sends: a parameter is missing or has a value that Google never takes, such as a redirect URI at a private or bare IP address, or one of the retired “out-of-band” kind. Nobody can end this in a console.',
      'Google の画面に、コネクタ自体が送信した項目が示されています。パラメーターが不足しているか、Google が受け付けない値(プライベート IP アドレスや IP アドレスだけのリダイレクト URI、廃止された帯域外(OOB)方式など)です。コンソールの設定では解決しません。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: see that the client ID is set, and that BASE_URL is the connector’s public address, with https and a domain name.',
        'コネクタの運用担当者が、クライアント ID が設定されていること、BASE_URL がドメイン名を使った https の公開 URL であることを確認してください。',
      ),
      showing(
        'redirect_uri',
        'Compare the redirect URI with the one on Google’s page under “error details”.',
        'リダイレクト URI を、Google の画面の [エラーの詳細] に示された値と比べてください。',
      ),
      both(
        'Start the connector again, and then the connection of the mailbox.',
        'コネクタを再起動し、メールボックスの接続を最初からやり直してください。',
      ),
    ],
    links: [],
  },
  new_user_rate_exceeded: {
    actor: 'cloud_project_owner',
    retries: false,
    passes: true,
    title: both(
      'Too many new mailboxes were connected at once',
      '短時間に接続した新しいユーザーが多すぎます',
    ),
    explanation: both(
      'Google limits how many new users an app may gain in a day. Mailboxes that are already connected keep working.',
      'Google は、アプリが 1 日に追加できる新しいユーザーの数を制限しています。接続済みのメールボックスには影響しません。',
    ),
    remedy: [
      both(
        'Try again after some hours, or tomorrow: the limit ends by itself.',
        '数時間後、または翌日にもう一度お試しください。制限は自動的に解除されます。',
      ),
      opening(
        LINKS.oauthQuota,
        'To connect many mailboxes quickly: in the Google Cloud console open Google Auth Platform > Overview, look at the token grant rate and request a higher limit.',
        '一度に多くのメールボックスを接続する場合は、Google Cloud コンソールの [Google Auth Platform] > [概要] でトークン付与率を確認し、上限の引き上げを申請してください。',
      ),
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
