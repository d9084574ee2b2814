import { both, opening, showing } from '../entry.ts';
import { LINKS } from './links.ts';

/** Steps that several remedies share, so that a menu that Google renames is corrected once. */

export const START_AGAIN = both(
  'Connect the mailbox again: an administrator clicks “Connect a mailbox”, or “Reconnect” if it is in the list, or sends its owner a new link.',
  'メールボックスをもう一度接続してください。管理者が設定ページで [メールボックスを接続](一覧にある場合は [再接続])をクリックするか、所有者に新しいリンクを送ってください。',
);

export const START_AGAIN_AFTERWARDS = both(
  'Afterwards, connect the mailbox again, from the setup page or with a new link.',
  'その後、設定ページまたは新しいリンクから、メールボックスをもう一度接続してください。',
);

export const TELL_CONNECTOR_TEAM = both(
  'Send this page to whoever runs the connector.',
  'このページの内容を、コネクタの運用担当者に知らせてください。',
);

export const ASK_ADMIN = both(
  'If you are not the administrator of Google Workspace, send this page to them.',
  'Google Workspace の管理者でない場合は、このページの内容を管理者に知らせてください。',
);

export const TRUST_CLIENT = [
  opening(
    LINKS.appAccess,
    'In the Google Admin console, open Security > Access and data control > API controls > Manage app access.',
    'Google 管理コンソールで [セキュリティ] > [アクセスとデータ管理] > [API の制御] > [アプリのアクセスを管理 (Manage app access)]を開いてください。',
  ),
  showing(
    'client_id',
    'Click “Configure new app” and search for the connector’s OAuth client ID.',
    '[新しいアプリを設定] をクリックし、コネクタの OAuth クライアント ID で検索してください。',
  ),
  both(
    'Set its access to “Trusted” and save. “Limited” is not enough for Gmail.',
    'アクセス権を [信頼できる] に設定して保存してください。Gmail の場合、[限定] では不十分です。',
  ),
] as const;

export const OPEN_DELEGATION = opening(
  LINKS.delegation,
  'In the Google Admin console, open Security > Access and data control > API controls > Manage Domain Wide Delegation.',
  'Google 管理コンソールで [セキュリティ] > [アクセスとデータ管理] > [API の制御] > [ドメイン全体の委任を管理] を開いてください。',
);

export const WAIT_FOR_DELEGATION = both(
  'Wait: Google says that a change here can take up to 24 hours. Then check again.',
  '反映まで最大 24 時間かかることがあります。しばらく待ってから、もう一度確認を実行してください。',
);

export const OPEN_CLIENTS = opening(
  LINKS.clients,
  'In the Google Cloud console, open Google Auth Platform > Clients.',
  'Google Cloud コンソールで [Google Auth Platform] > [クライアント] を開いてください。',
);

export const OPEN_AUDIENCE = opening(
  LINKS.audience,
  'In the Google Cloud console, open Google Auth Platform > Audience.',
  'Google Cloud コンソールで [Google Auth Platform] > [対象] を開いてください。',
);

export const OPEN_DATA_ACCESS = opening(
  LINKS.scopes,
  'In the Google Cloud console, open Google Auth Platform > Data Access.',
  'Google Cloud コンソールで [Google Auth Platform] > [データアクセス] を開いてください。',
);

export const OPEN_VERIFICATION = opening(
  LINKS.verification,
  'In the Google Cloud console, open Google Auth Platform > Verification Center and submit the app for verification.',
  'Google Cloud コンソールで [Google Auth Platform] > [検証センター](Verification Center)を開き、アプリの確認を申請してください。',
);

export const OPEN_SERVICE_ACCOUNTS = opening(
  LINKS.serviceAccounts,
  'In the Google Cloud console, open IAM & Admin > Service Accounts and choose the connector’s service account.',
  'Google Cloud コンソールで [IAM と管理] > [サービス アカウント] を開き、コネクタのサービス アカウントを選択してください。',
);
