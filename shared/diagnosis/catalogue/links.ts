import { both, type Link } from '../entry.ts';

const to = (href: string, en: string, ja: string): Link => ({ href, ...both(en, ja) });

const inAdminConsole = (page: string, en: string, ja: string): Link =>
  to(
    `https://admin.google.com/ac/${page}`,
    `“${en}” in the Google Admin console`,
    `Google 管理コンソールの [${ja}]`,
  );

const inCloud = (page: string, en: string, ja: string): Link =>
  to(
    `https://console.cloud.google.com/${page}`,
    `“${en}” in Google Cloud`,
    `Google Cloud の [${ja}]`,
  );

/** A page of the project to which the OAuth client belongs. */
const ofClient = (page: string, en: string, ja: string): Link => ({
  ...inCloud(page, en, ja),
  ofClientProject: true,
});

const inHelp = (page: string, en: string, ja: string): Link =>
  to(`https://support.google.com/${page}`, `“${en}” in Google’s help`, `Google ヘルプの [${ja}]`);

/** Salesforce's login page takes everybody to this page of their own organization. */
const afterLogin = (setupPath: string, en: string, ja: string): Link =>
  to(
    `https://login.salesforce.com/?startURL=${encodeURIComponent(setupPath)}`,
    `“${en}” in Salesforce Setup`,
    `Salesforce の [設定] > [${ja}]`,
  );

const inSetup = (page: string, en: string, ja: string): Link => {
  const setupPath = `/lightning/setup/${page}`;
  return { ...afterLogin(setupPath, en, ja), setupPath };
};

/** The pages where remedies begin, in one place. Paths change rarely, menu names often. */
export const LINKS = {
  appAccess: inAdminConsole(
    'owl/list?tab=configuredApps',
    'App access control',
    'アプリのアクセス制御',
  ),
  delegation: inAdminConsole(
    'owl/domainwidedelegation',
    'Domain-wide delegation',
    'ドメイン全体の委任',
  ),
  users: inAdminConsole('users', 'Users', 'ユーザー'),
  workspaceApps: inAdminConsole(
    'appslist/core',
    'Google Workspace apps',
    'Google Workspace のアプリ',
  ),
  clients: ofClient('auth/clients', 'Clients', 'クライアント'),
  branding: ofClient('auth/branding', 'Branding', 'ブランディング'),
  audience: ofClient('auth/audience', 'Audience', '対象'),
  scopes: ofClient('auth/scopes', 'Data Access', 'データアクセス'),
  verification: ofClient('auth/verification', 'Verification Center', '検証センター'),
  oauthQuota: ofClient('auth/overview', 'OAuth overview', 'OAuth の概要'),
  gmailApi: ofClient('apis/library/gmail.googleapis.com', 'Gmail API', 'Gmail API'),
  gmailQuota: ofClient(
    'apis/api/gmail.googleapis.com/quotas',
    'Gmail API quotas',
    'Gmail API の割り当て',
  ),
  iamCredentialsApi: inCloud(
    'apis/library/iamcredentials.googleapis.com',
    'IAM Service Account Credentials API',
    'IAM Service Account Credentials API',
  ),
  serviceAccounts: inCloud('iam-admin/serviceaccounts', 'Service accounts', 'サービス アカウント'),
  errorCodes: inHelp(
    'accounts/answer/16668185',
    'Sign-in errors of apps',
    'アプリのログインエラー',
  ),
  advancedProtection: inHelp(
    'accounts/answer/7539956',
    'Advanced Protection Program',
    '高度な保護機能プログラム',
  ),
  sessionControl: inHelp(
    'a/answer/9368756',
    'Google Cloud session control',
    'Google Cloud のセッション管理',
  ),
  imapForUser: inHelp('mail/answer/7126229', 'IMAP in Gmail', 'Gmail の IMAP'),
  imapForDomain: inHelp('a/answer/105694', 'IMAP for an organization', '組織の IMAP'),
  iam: inCloud('iam-admin/iam', 'IAM', 'IAM'),
  firestore: inCloud('firestore', 'Firestore', 'Firestore'),
  secretManager: inCloud('security/secret-manager', 'Secret Manager', 'Secret Manager'),
  topics: ofClient('cloudpubsub/topic/list', 'Pub/Sub topics', 'Pub/Sub トピック'),
  sendAs: inHelp('mail/answer/22370', 'Send from another address', '別のアドレスからの送信'),
  connections: to(
    'https://myaccount.google.com/connections',
    '“Third-party apps & services” in the Google Account',
    'Google アカウントの [サードパーティ製のアプリとサービス]',
  ),
  endUserAccess: inAdminConsole(
    'apps/gmail/enduseraccess',
    'Gmail, End User Access',
    'Gmail のエンドユーザーのアクセス',
  ),
  googleServices: inAdminConsole('owl/list?tab=services', 'Google services', 'Google サービス'),
  salesforceStatus: to('https://status.salesforce.com', 'Salesforce Status', 'Salesforce Status'),
  // The reader looks for the right address because the stored one is wrong, so it cannot lead there.
  myDomain: afterLogin('/lightning/setup/OrgDomain/home', 'My Domain', '私のドメイン'),
  orgApps: inSetup(
    'ManageExternalClientApplication/home',
    'External Client App Manager',
    '外部クライアントアプリケーションマネージャー',
  ),
  orgUsers: inSetup('ManageUsers/home', 'Users', 'ユーザー'),
  permissionSets: inSetup('PermSets/home', 'Permission Sets', '権限セット'),
  loginHistory: inSetup('OrgLoginHistory/home', 'Login History', 'ログイン履歴'),
  profiles: inSetup('EnhancedProfiles/home', 'Profiles', 'プロファイル'),
  sessionSettings: inSetup('SecuritySession/home', 'Session Settings', 'セッションの設定'),
  companyInformation: inSetup('CompanyProfileInfo/home', 'Company Information', '組織情報'),
  storageUsage: inSetup('CompanyResourceDisk/home', 'Storage Usage', 'ストレージ使用状況'),
  caseValidation: inSetup(
    'ObjectManager/Case/ValidationRules/view',
    'Validation rules of cases',
    'ケースの入力規則',
  ),
  emailValidation: inSetup(
    'ObjectManager/EmailMessage/ValidationRules/view',
    'Validation rules of e-mail messages',
    'メールメッセージの入力規則',
  ),
  caseFields: inSetup(
    'ObjectManager/Case/FieldsAndRelationships/view',
    'Fields of cases',
    'ケースの項目',
  ),
  duplicateRules: inSetup('DuplicateRules/home', 'Duplicate Rules', '重複ルール'),
  approvals: inSetup('ApprovalProcesses/home', 'Approval Processes', '承認プロセス'),
  transactionSecurity: inSetup(
    'TransactionSecurityNew/home',
    'Transaction Security Policies',
    'トランザクションセキュリティポリシー',
  ),
  assignmentRules: inSetup('CaseRules/home', 'Case Assignment Rules', 'ケースの割り当てルール'),
  fileSecurity: inSetup(
    'FileTypeSetting/home',
    'File Upload and Download Security',
    'ファイルのアップロードおよびダウンロードセキュリティ',
  ),
  debugLogs: inSetup('ApexDebugLogs/home', 'Debug Logs', 'デバッグログ'),
  apexTriggers: inSetup('ApexTriggers/home', 'Apex Triggers', 'Apex トリガー'),
  flows: inSetup('Flows/home', 'Flows', 'フロー'),
  contextAwareAccess: inAdminConsole(
    'security/context-aware',
    'Context-Aware Access',
    'コンテキストアウェア アクセス',
  ),
  orgPolicies: inCloud('iam-admin/orgpolicies', 'Organization policies', '組織のポリシー'),
  projects: inCloud('cloud-resource-manager', 'Manage resources', 'リソースの管理'),
  servicePerimeters: inCloud(
    'security/service-perimeter',
    'VPC Service Controls',
    'VPC Service Controls',
  ),
  pubSubApi: ofClient('apis/library/pubsub.googleapis.com', 'Pub/Sub API', 'Pub/Sub API'),
  subscriptions: ofClient(
    'cloudpubsub/subscription/list',
    'Pub/Sub subscriptions',
    'Pub/Sub サブスクリプション',
  ),
  signInTrouble: inHelp(
    'accounts/answer/7675428',
    'Sign-in with another browser or app',
    'ブラウザやアプリでログインできない場合',
  ),
  disabledAccount: inHelp('accounts/answer/40695', 'Disabled accounts', '無効になったアカウント'),
  smtpErrors: inHelp(
    'a/answer/3726730',
    'Gmail SMTP errors and codes',
    'Gmail の SMTP エラーとコード',
  ),
  senderGuidelines: inHelp(
    'a/answer/81126',
    'Email sender guidelines',
    'メール送信者のガイドライン',
  ),
  appPasswords: inHelp('accounts/answer/185833', 'App passwords', 'アプリ パスワード'),
  gmailCompliance: inAdminConsole(
    'apps/gmail/compliance',
    'Gmail, Compliance',
    'Gmail のコンプライアンス',
  ),
  gmailRouting: inAdminConsole('apps/gmail/routing', 'Gmail, Routing', 'Gmail のルーティング'),
  dkim: inAdminConsole('apps/gmail/authenticateemail', 'Authenticate email', 'メールの認証'),
  emailToCase: inSetup('EmailToCase/home', 'Email-to-Case', 'メール-to-ケース'),
  remoteSites: inSetup('SecurityRemoteProxy/home', 'Remote Site Settings', 'リモートサイトの設定'),
  namedCredentials: inSetup('NamedCredential/home', 'Named Credentials', '指定ログイン情報'),
  storage: inHelp(
    'mail/answer/6374270',
    'Storage of a Google Account',
    'Google アカウントの保存容量',
  ),
} as const;
