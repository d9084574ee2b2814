import { both, type Entry, opening, showing } from '../entry.ts';
import { LINKS } from './links.ts';
import {
  ASK_ADMIN,
  OPEN_AUDIENCE,
  OPEN_DATA_ACCESS,
  OPEN_VERIFICATION,
  START_AGAIN,
  START_AGAIN_AFTERWARDS,
  TRUST_CLIENT,
} from './steps.ts';

/** Errors on Google's consent page because of a policy, a choice or an account. */
export const CONSENT_POLICY = {
  admin_blocks_client: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'Your organization blocks this app',
      '組織の管理者がこのアプリをブロックしています',
    ),
    explanation: both(
      'Your Google Workspace only lets in apps that the administrator trusts, and the connector is not one of them yet.',
      'お使いの Google Workspace では、管理者が信頼したアプリだけを利用できます。コネクタはまだ登録されていません。',
    ),
    remedy: [...TRUST_CLIENT, START_AGAIN_AFTERWARDS, ASK_ADMIN],
    links: [],
  },
  sensitive_access_blocked: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'Google blocked access to sensitive information',
      '機密情報へのアクセスが Google にブロックされました',
    ),
    explanation: both(
      'The app asks for Gmail permissions that Google protects specially. Usually Google has not verified the app and the administrator has not trusted it.',
      'このアプリは、Google が特に保護している Gmail の権限を求めています。多くの場合、アプリが Google の確認を受けておらず、管理者による信頼の登録もないことが原因です。',
    ),
    remedy: [
      ...TRUST_CLIENT,
      opening(
        LINKS.audience,
        'If that does not help, the owner of the Google Cloud project opens Google Auth Platform > Audience and sets the user type to “Internal”, or asks for fewer permissions, or has the app verified.',
        '解決しない場合は、Google Cloud プロジェクトのオーナーが [Google Auth Platform] > [対象] でユーザーの種類を [内部] に変更するか、求める権限を減らすか、アプリの確認を申請してください。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [],
  },
  education_access_not_configured: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'Your school has not decided about this app yet',
      '学校の管理者によるアプリのアクセス設定が必要です',
    ),
    explanation: both(
      'In Google Workspace for Education an administrator must review each app before some users may use it.',
      'Google Workspace for Education では、管理者がアプリのアクセスを設定するまで、一部のユーザーは利用できません。',
    ),
    remedy: [...TRUST_CLIENT, START_AGAIN_AFTERWARDS, ASK_ADMIN],
    links: [],
  },
  app_internal: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The app is internal, and customers are outside',
      'アプリが内部専用のため、組織外から接続できません',
    ),
    explanation: both(
      'The user type of the app is “Internal”: Google lets in only accounts of the organization that owns the Google Cloud project. The mailboxes of customers belong to other organizations.',
      'アプリのユーザーの種類が [内部] のため、Google Cloud プロジェクトを所有する組織のアカウントだけが許可されます。顧客のメールボックスは別の組織に属しています。',
    ),
    remedy: [
      OPEN_AUDIENCE,
      both(
        'If mailboxes of other organizations are to be connected, click “Make external”, publish the app, and have it verified.',
        '別の組織のメールボックスを接続する場合は、ユーザーの種類を [外部] に変更し、アプリを公開して、確認を申請してください。',
      ),
      both(
        'If the mailbox belongs to the organization, start again and choose its account on Google’s page instead of another one.',
        '組織のメールボックスの場合は、最初からやり直し、Google の画面で別のアカウントではなく、そのアカウントを選択してください。',
      ),
    ],
    links: [],
  },
  account_outside_organization: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'This app only accepts accounts of its organization',
      '組織内専用アプリのため、このアカウントは使えません',
    ),
    explanation: both(
      'The connector is registered at Google for one organization, and the chosen account is not part of it.',
      'コネクタは特定の組織専用として Google に登録されています。選択したアカウントはその組織に属していません。',
    ),
    remedy: [
      both(
        'Start again, and on Google’s page choose an account of the organization.',
        '最初からやり直し、Google の画面で組織のアカウントを選択してください。',
      ),
      opening(
        LINKS.audience,
        'If the mailbox really belongs to another organization, the owner of the Google Cloud project opens Google Auth Platform > Audience and clicks “Make external”.',
        '別の組織のメールボックスを接続する必要がある場合は、Google Cloud プロジェクトのオーナーが [Google Auth Platform] > [対象] でユーザーの種類を [外部] に変更してください。',
      ),
    ],
    links: [],
  },
  organization_left: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The app and the mailbox are no longer in one organization',
      'アプリとメールボックスの組織が一致しなくなりました',
    ),
    explanation: both(
      'The mailbox was connected, but the app now accepts accounts of its own organization only. Its user type was changed to “Internal”, or the mailbox or the project moved to another organization.',
      '接続後に、アプリが自分の組織のアカウントだけを受け付けるようになりました。ユーザーの種類が [内部] に変更されたか、メールボックスまたはプロジェクトが別の組織に移動しています。',
    ),
    remedy: [
      OPEN_AUDIENCE,
      both(
        'If mailboxes of other organizations use the connector, click “Make external”.',
        '別の組織のメールボックスもコネクタを使う場合は、ユーザーの種類を [外部] に変更してください。',
      ),
      both(
        'Then click “Refresh now” on the mailbox’s page. If Google still refuses, connect the mailbox again.',
        'その後、メールボックスのページで [今すぐ更新] をクリックしてください。それでも拒否される場合は、接続し直してください。',
      ),
    ],
    links: [],
  },
  not_a_test_user: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The app is in testing and this account is no tester',
      'テスト中のアプリのため、テストユーザーの追加が必要です',
    ),
    explanation: both(
      'While the app’s publishing status is “Testing”, Google only lets in the accounts listed as test users.',
      '公開ステータスが「テスト中」の間は、テストユーザーとして登録したアカウントしか許可できません。',
    ),
    remedy: [
      OPEN_AUDIENCE,
      both(
        'Under “Test users” click “Add users” and enter the mailbox’s address.',
        '[テストユーザー] の [ユーザーを追加](Add users)をクリックし、メールボックスのアドレスを入力してください。',
      ),
      both(
        'Better for daily use: click “Publish app”. In testing, every connection ends after 7 days.',
        '継続して使う場合は [アプリを公開] をクリックしてください。テスト中は、接続が 7 日で切れます。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [],
  },
  authorization_cancelled: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('Access was not allowed on Google’s page', 'Google の画面で許可されませんでした'),
    explanation: both(
      'Somebody clicked “Cancel” or closed the request on Google’s page. Nothing was changed.',
      'Google の画面で [キャンセル] が選択されました。何も変更していません。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'On Google’s page choose the mailbox’s account and click “Continue”.',
        'Google の画面でメールボックスのアカウントを選び、[続行] をクリックしてください。',
      ),
    ],
    links: [],
  },
  app_unverified: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both('Google has not verified this app', 'このアプリは Google で確認されていません'),
    explanation: both(
      'The app asks for permissions that Google has not checked, or for other ones than those registered on its consent screen.',
      'Google の確認を受けていない権限を求めているか、同意画面に登録した権限と実際に求めている権限が異なります。',
    ),
    remedy: [
      OPEN_DATA_ACCESS,
      showing(
        'scopes',
        'Compare the scopes (permissions) there with those that the connector asks for, add what is missing and save.',
        '登録済みのスコープ(権限)をコネクタが要求するスコープと比べ、不足分を追加して保存してください。',
      ),
      OPEN_VERIFICATION,
      opening(
        LINKS.audience,
        'If only your own organization uses the app: under Audience set the user type to “Internal”. Then no verification is needed.',
        '自分の組織だけで使う場合は、[対象] でユーザーの種類を [内部] に変更してください。確認は不要になります。',
      ),
    ],
    links: [],
  },
  user_cap_reached: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The app has used up its 100 unverified users',
      '未確認アプリのユーザー数の上限(100 人)に達しました',
    ),
    explanation: both(
      'Google lets an unverified app have 100 users in its whole life. The count cannot be reset, not even by removing users.',
      '未確認のアプリを利用できるのは、通算で 100 人までです。ユーザーを削除しても、この数は元に戻りません。',
    ),
    remedy: [
      OPEN_VERIFICATION,
      both(
        'Or create a Google Cloud project in the mailboxes’ own organization, with user type “Internal”, and use its client.',
        'または、メールボックスと同じ組織に Google Cloud プロジェクトを作成し、ユーザーの種類を [内部] にして、そのクライアントを使ってください。',
      ),
    ],
    links: [],
  },
  embedded_browser: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('Google does not allow this browser window', '通常のブラウザーで開いてください'),
    explanation: both(
      'The link was opened inside another app (a chat or mail app, for example). Google only accepts a real browser.',
      'チャットやメールなどのアプリ内の画面で開かれています。Google では通常のブラウザーからの操作だけが認められています。',
    ),
    remedy: [
      both(
        'Ask for a new link, or copy it before opening it.',
        '新しいリンクを依頼するか、開く前にリンクをコピーしてください。',
      ),
      both(
        'Paste it into Chrome, Edge, Safari or Firefox.',
        'Chrome、Edge、Safari、Firefox のいずれかに貼り付けて開いてください。',
      ),
    ],
    links: [LINKS.errorCodes],
  },
  advanced_protection: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'Advanced Protection keeps this app out',
      '高度な保護機能により、このアプリは制限されています',
    ),
    explanation: both(
      'The mailbox’s account is enrolled in Google’s Advanced Protection Program, which shuts out apps that nobody has approved.',
      'このアカウントは Google の「高度な保護機能プログラム」に登録されているため、承認されていないアプリは利用できません。',
    ),
    remedy: [...TRUST_CLIENT, START_AGAIN_AFTERWARDS],
    links: [LINKS.advancedProtection],
  },
} as const satisfies Record<string, Entry>;
