import { both, type Entry, opening, showing } from '../entry.ts';
import { LINKS } from './links.ts';
import { OPEN_DELEGATION, OPEN_SERVICE_ACCOUNTS, WAIT_FOR_DELEGATION } from './steps.ts';

const COPY_SCOPES = showing(
  'delegated_scopes',
  'Paste the complete list of the connector’s scopes (permissions), separated by commas, and click “Authorize”. Saving replaces the old list, so leave none out.',
  'コネクタが使うスコープ(権限)の一覧をすべてカンマ区切りで貼り付け、[承認] をクリックしてください。保存すると以前の一覧は置き換わるため、省略しないでください。',
);

/** Errors of a service account that acts for mailboxes (domain-wide delegation). */
export const DELEGATION = {
  delegation_not_authorized: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'The service account may not act for this mailbox',
      'サービス アカウントが委任されていません',
    ),
    explanation: both(
      'Google Workspace has no delegation entry for the service account, or the entry uses its e-mail address instead of the numeric client ID, or lacks the permissions asked for.',
      'ドメイン全体の委任にサービス アカウントが登録されていないか、数値のクライアント ID ではなくメールアドレスで登録されているか、必要なスコープが不足しています。',
    ),
    remedy: [
      OPEN_DELEGATION,
      showing(
        'service_account_id',
        'Click “Add new” and enter the service account’s client ID: the number of about 21 digits, not its e-mail address.',
        '[新しく追加] をクリックし、サービス アカウントのクライアント ID を入力してください。メールアドレスではなく、21 桁ほどの数字です。',
      ),
      COPY_SCOPES,
      WAIT_FOR_DELEGATION,
    ],
    links: [],
  },
  delegation_scopes_missing: {
    actor: 'workspace_admin',
    retries: false,
    title: both('The delegation lacks some permissions', '委任されたスコープが不足しています'),
    explanation: both(
      'The service account is delegated, but not for every permission (“scope”) that the connector uses.',
      'サービス アカウントは委任されていますが、コネクタが使う権限(スコープ)の一部が登録されていません。',
    ),
    remedy: [
      OPEN_DELEGATION,
      showing(
        'service_account_id',
        'Point at the service account’s row and click “Edit”.',
        'サービス アカウントの行にカーソルを合わせ、[編集] をクリックしてください。',
      ),
      COPY_SCOPES,
      WAIT_FOR_DELEGATION,
    ],
    links: [],
  },
  delegation_account_restricted: {
    actor: 'workspace_admin',
    retries: false,
    title: both('The mailbox’s account is restricted', 'アカウントの利用が制限されています'),
    explanation: both(
      'Google Workspace does not let anybody act for this account: it may be suspended, archived, or under a restriction.',
      'このアカウントの代理操作が許可されていません。アカウントが停止、アーカイブ、または制限されている可能性があります。',
    ),
    remedy: [
      opening(
        LINKS.users,
        'In the Google Admin console open Directory > Users and choose the mailbox’s user.',
        'Google 管理コンソールで [ディレクトリ] > [ユーザー] を開き、メールボックスのユーザーを選択してください。',
      ),
      both(
        'If it is suspended or archived, click “Reactivate” or “Unarchive”. Have the user sign in once, in case Google asks something.',
        '停止中またはアーカイブ済みの場合は、[再有効化] または [アーカイブを解除] をクリックしてください。Google から確認を求められる場合があるため、ユーザーが一度ログインしてください。',
      ),
    ],
    links: [],
  },
  delegation_user_unknown: {
    actor: 'developer',
    retries: false,
    title: both(
      'There is no Google user with this address',
      'このアドレスのユーザーは存在しません',
    ),
    explanation: both(
      'The service account can only act for a real user, under the user’s primary address. An alias, a group or a misspelt address does not work.',
      'サービス アカウントが代理できるのは実在するユーザーの主アドレスだけです。エイリアス、グループ、誤ったアドレスは使えません。',
    ),
    remedy: [
      opening(
        LINKS.users,
        'In the Google Admin console open Directory > Users and look up the user’s primary address.',
        'Google 管理コンソールの [ディレクトリ] > [ユーザー] で、ユーザーの主アドレス(メインのメールアドレス)を確認してください。',
      ),
      both(
        'Use that address. If this mailbox is on the setup page, disconnect it there and connect it under that address.',
        'そのアドレスを使ってください。このメールボックスが設定ページにある場合は、切断してから、そのアドレスで接続し直してください。',
      ),
    ],
    links: [],
  },
  delegation_alias: {
    actor: 'developer',
    retries: false,
    title: both('The address is an alias', 'このアドレスはエイリアスです'),
    explanation: both(
      'Mail to this address arrives in a mailbox that has another address of its own. The service account acts for mailboxes under their own (primary) addresses.',
      'このアドレス宛てのメールは、別の主アドレスを持つメールボックスに届きます。サービス アカウントが代理できるのは、主アドレスで指定したメールボックスだけです。',
    ),
    remedy: [
      opening(
        LINKS.users,
        'Use the mailbox’s own address instead. The Google Admin console shows it under Directory > Users.',
        '代わりに主アドレスを使ってください。主アドレスは Google 管理コンソールの [ディレクトリ] > [ユーザー] で確認できます。',
      ),
    ],
    links: [],
  },
  delegation_user_malformed: {
    actor: 'developer',
    retries: false,
    title: both('The mailbox’s address is not well-formed', 'メールアドレスの形式が不正です'),
    explanation: both(
      'Google cannot read the address for which the service account is to act.',
      'サービス アカウントが代理するユーザーのアドレスを、Google が読み取れませんでした。',
    ),
    remedy: [
      both(
        'On the setup page, disconnect this mailbox and connect it again with a full address such as support@example.com, without spaces or brackets.',
        '設定ページでこのメールボックスを切断し、support@example.com のような完全なアドレスで接続し直してください。空白やかっこは含めないでください。',
      ),
    ],
    links: [],
  },
  delegation_subject_missing: {
    actor: 'developer',
    retries: false,
    title: both(
      'The service account named no mailbox to act for',
      '代理するユーザー(subject)が指定されていません',
    ),
    explanation: both(
      'A service account has no mailbox of its own. The request must name the user for whom it acts (the “subject”), and this one did not.',
      'サービス アカウント自身にはメールボックスがありません。代理するユーザー(subject)を指定する必要がありますが、指定されていませんでした。',
    ),
    remedy: [
      both(
        'On the setup page, disconnect this mailbox and connect it again by delegation, with the mailbox’s address.',
        '設定ページでこのメールボックスを切断し、アドレスを指定して委任方式で接続し直してください。',
      ),
    ],
    links: [],
  },
  service_account_missing: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both('The service account does not exist', 'サービス アカウントが存在しません'),
    explanation: both(
      'Google does not know the service account that the connector uses. It was probably deleted, or its key belongs to another one.',
      'コネクタが使うサービス アカウントを Google が認識できません。削除されたか、別のアカウントの鍵が使われている可能性があります。',
    ),
    remedy: [
      OPEN_SERVICE_ACCOUNTS,
      both(
        'If it is gone, create a new one, add it on the setup page, and delegate it: a new account has a new client ID.',
        '見つからない場合は、新しく作成して設定ページで追加し、委任もやり直してください。新しいアカウントではクライアント ID が変わります。',
      ),
    ],
    links: [],
  },
  service_account_disabled: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both('The service account is disabled', 'サービス アカウントが無効になっています'),
    explanation: both(
      'The service account that the connector uses exists, but it or its Google Cloud project was switched off.',
      'コネクタが使うサービス アカウントは存在しますが、サービス アカウントまたは Google Cloud プロジェクトが無効になっています。',
    ),
    remedy: [
      OPEN_SERVICE_ACCOUNTS,
      both(
        'Click “Enable”. If it looks enabled, check that the project is active and billing is in order.',
        '[有効にする] をクリックしてください。すでに有効な場合は、プロジェクトと請求先の状態を確認してください。',
      ),
    ],
    links: [],
  },
  service_account_key_invalid: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both('The service account’s key is not valid', 'サービス アカウントの鍵が無効です'),
    explanation: both(
      'Google does not accept the signature. The key was deleted or disabled, or was damaged when it was copied (line breaks, for example).',
      '署名が受け付けられませんでした。鍵が削除または無効化されたか、コピーの際に改行などが崩れた可能性があります。',
    ),
    remedy: [
      OPEN_SERVICE_ACCOUNTS,
      both(
        'On the “Keys” tab check that the key is active. If not, click “Add key” > “Create new key” > JSON. Then click “Add a key” on the service account’s page of the connector, and choose the file unchanged.',
        '[鍵] タブで鍵が有効か確認してください。無効な場合は [キーを追加] > [新しい鍵を作成] > [JSON] で作成し、コネクタの設定ページの [鍵を追加] でファイルをそのまま登録してください。',
      ),
      both(
        'If your organization forbids keys, add a second service account without a key on the setup page, and switch the mailboxes to it.',
        '組織で鍵の作成が禁止されている場合は、鍵を使わないサービス アカウントを設定ページで追加し、メールボックスをそれに切り替えてください。',
      ),
    ],
    links: [],
  },
  clock_wrong: {
    actor: 'developer',
    retries: false,
    title: both('The server’s clock is wrong', 'サーバーの時刻がずれています'),
    explanation: both(
      'Signed messages between Google and us carry the time. When our clock is some minutes off, they are refused.',
      'Google との間でやり取りする署名には時刻が含まれます。サーバーの時刻が数分でもずれていると、拒否されます。',
    ),
    remedy: [
      both(
        'Set the server’s clock by network time (NTP) and start the connector again.',
        'サーバーの時刻を NTP で同期し、コネクタを再起動してください。',
      ),
    ],
    links: [],
  },
  issuer_wrong: {
    actor: 'developer',
    retries: false,
    title: both(
      'The service account’s name in the request is wrong',
      'サービス アカウントの発行者名が不正です',
    ),
    explanation: both(
      'The request names a sender (“issuer”) that is not a service account at Google.',
      'リクエストの発行者(iss)が、Google のサービス アカウントではありません。',
    ),
    remedy: [
      both(
        'On the setup page, add the service account under its full e-mail address, which ends in .iam.gserviceaccount.com, and switch the mailboxes to it.',
        '設定ページで、サービス アカウントを完全なメールアドレス(末尾は .iam.gserviceaccount.com)で追加し、メールボックスをそれに切り替えてください。',
      ),
    ],
    links: [LINKS.serviceAccounts],
  },
  delegation_scope_invalid: {
    actor: 'developer',
    retries: false,
    title: both(
      'The delegated request names no valid permission',
      '委任のリクエストのスコープが不正です',
    ),
    explanation: both(
      'The service account asked for no permission (“scope”) at all, or for one that Google does not know.',
      'サービス アカウントが要求したスコープ(権限)が空か、Google が認識できない値です。',
    ),
    remedy: [
      both(
        'If you chose the scopes yourself (--scopes), correct them: full addresses such as https://www.googleapis.com/auth/gmail.labels.',
        'スコープを自分で指定した場合(--scopes)は、https://www.googleapis.com/auth/gmail.labels のような完全な URL に修正してください。',
      ),
      opening(
        LINKS.delegation,
        'Then make sure that the same scopes are delegated in the Google Admin console.',
        'その後、Google 管理コンソールで同じスコープが委任されていることを確認してください。',
      ),
    ],
    links: [],
  },
  delegation_domain_missing: {
    actor: 'developer',
    retries: false,
    title: both(
      'The mailbox is outside the service account’s domains',
      'サービス アカウントの対象ドメインに含まれていません',
    ),
    explanation: both(
      'The list of service accounts says for which domains each may act, so that a mistyped address asks Google for nothing. The domain of this address is not among them.',
      'サービス アカウントごとに対象ドメインが登録されています。このアドレスのドメインは、そこに含まれていません。',
    ),
    remedy: [
      both(
        'If the address is right, add its domain to the service account on the setup page.',
        'アドレスが正しい場合は、設定ページでサービス アカウントの対象ドメインに追加してください。',
      ),
      both(
        'A second domain of the same Google Workspace needs no other delegation; one of another Workspace does.',
        '同じ Google Workspace の別ドメインであれば、委任の追加は不要です。別の Google Workspace の場合は、そちらでも委任が必要です。',
      ),
    ],
    links: [],
  },
  delegation_gone: {
    actor: 'developer',
    retries: false,
    title: both(
      'The service account was removed from the connector',
      'サービス アカウントの登録が削除されています',
    ),
    explanation: both(
      'The service account is no longer in the connector’s list, so that nothing can act for its mailboxes.',
      'サービス アカウントがコネクタに登録されていないため、そのメールボックスを代理できません。',
    ),
    remedy: [
      both(
        'On the setup page, add the same service account again: its mailboxes then go on. Or connect the mailbox in another way.',
        '設定ページで同じサービス アカウントを追加し直すと、そのメールボックスは再び利用できます。または、別の方法で接続してください。',
      ),
    ],
    links: [],
  },
  service_account_key_lost: {
    actor: 'developer',
    retries: false,
    title: both('The service account’s key is gone', 'サービス アカウントの鍵が失われています'),
    explanation: both(
      'The connector’s list names a key that the vault no longer holds: it was destroyed there, or the vault was restored from an older backup.',
      '登録されている鍵が保管先にありません。保管先で破棄されたか、古いバックアップから復元された可能性があります。',
    ),
    remedy: [
      both(
        'On the setup page, add a new key to the service account, then remove the old one.',
        '設定ページでサービス アカウントに新しい鍵を追加し、その後で古い鍵を削除してください。',
      ),
    ],
    links: [LINKS.serviceAccounts],
  },
  key_of_another_account: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('The key belongs to another service account', '別のサービス アカウントの鍵です'),
    explanation: both(
      'The key file names another service account than the one that was entered, or the one to which the key is added.',
      '鍵ファイルに記載されたサービス アカウントが、入力または登録されているものと異なります。',
    ),
    remedy: [
      both(
        'Choose the key of this service account, or add the other service account with this key.',
        'このサービス アカウントの鍵を選択するか、この鍵のサービス アカウントを追加してください。',
      ),
    ],
    links: [LINKS.serviceAccounts],
  },
  imap_setting_not_allowed: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'The connector may not change Gmail settings',
      'コネクタには Gmail の設定を変更する権限がありません',
    ),
    explanation: both(
      'Turning IMAP on for somebody takes a permission (“scope”) of its own, which the service account’s row in the Admin console lacks.',
      '他のユーザーの IMAP を有効にするには専用の権限(スコープ)が必要ですが、管理コンソールに登録されたサービス アカウントのスコープに含まれていません。',
    ),
    remedy: [
      opening(
        LINKS.imapForUser,
        'Either the mailbox’s owner turns IMAP on in Gmail: Settings > See all settings > Forwarding and POP/IMAP > Enable IMAP.',
        'メールボックスの所有者が、Gmail の [設定] > [すべての設定を表示] > [メール転送と POP/IMAP] > [IMAP を有効にする] を選択してください。',
      ),
      opening(
        LINKS.delegation,
        'Or the Workspace administrator adds https://www.googleapis.com/auth/gmail.settings.basic to the scopes that the row has already, and keeps those.',
        'または、Workspace の管理者が、登録済みのスコープを残したまま https://www.googleapis.com/auth/gmail.settings.basic を追加してください。',
      ),
    ],
    links: [],
  },
  signing_not_allowed: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The connector may not sign for the service account',
      '[サービス アカウント トークン作成者] ロールが必要です',
    ),
    explanation: both(
      'The connector signs without a key, in the service account’s name. For that, the account of each function that gets tokens needs the role “Service Account Token Creator” on that service account. “Workload Identity User” is not enough.',
      'コネクタは鍵を使わず、サービス アカウントの名義で署名します。そのためには対象アカウントに対する [サービス アカウント トークン作成者] ロールが必要です。[Workload Identity ユーザー] では不十分です。',
    ),
    remedy: [
      OPEN_SERVICE_ACCOUNTS,
      both(
        'In the cloud, run terraform apply: it grants the role. By hand: on the “Permissions” tab (“Principals with access”) click “Grant access” and enter the accounts of oauth-callback, token-refresh, label-probe and setup-page.',
        'クラウドでは terraform apply を実行するとロールが付与されます。手動の場合は、[権限] タブ(アクセス権を持つプリンシパル)で [アクセスを許可] をクリックし、oauth-callback、token-refresh、label-probe、setup-page の各アカウントを入力してください。',
      ),
      both(
        'Choose the role “Service Account Token Creator” and save. It takes effect after some minutes.',
        '[サービス アカウント トークン作成者] ロールを選択して保存してください。数分で反映されます。',
      ),
    ],
    links: [],
  },
  signing_api_off: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The IAM Credentials API is switched off',
      'Service Account Credentials API が無効です',
    ),
    explanation: both(
      'The connector signs without a key, through an API of Google that is not enabled in its Google Cloud project.',
      'コネクタは鍵を使わず Google の API で署名しますが、その API が Google Cloud プロジェクトで有効になっていません。',
    ),
    remedy: [
      opening(
        LINKS.iamCredentialsApi,
        'In the Google Cloud console, choose the connector’s project, open APIs & Services > Library and enable “IAM Service Account Credentials API”. It takes effect after some minutes.',
        'Google Cloud コンソールでコネクタのプロジェクトを選択し、[API とサービス] > [ライブラリ] で「IAM Service Account Credentials API」を有効にしてください。数分で反映されます。',
      ),
    ],
    links: [],
  },
  delegation_of_personal_account: {
    actor: 'developer',
    retries: false,
    title: both(
      'A service account cannot act for a personal account',
      '個人アカウントをサービス アカウントで代理できません',
    ),
    explanation: both(
      'Only an administrator of Google Workspace can delegate a mailbox, and a personal account such as one of gmail.com has none. No entry in an Admin console helps.',
      '委任を設定できるのは Google Workspace の管理者だけです。gmail.com などの個人アカウントには管理者がいないため、管理コンソールの設定では解決しません。',
    ),
    remedy: [
      both(
        'On the setup page disconnect this mailbox, and connect it with the consent of its owner.',
        '設定ページでこのメールボックスを切断し、所有者の許可による方法で接続してください。',
      ),
      both(
        'If the address was a mistake, enter the one of the mailbox in your Google Workspace.',
        'アドレスが誤りの場合は、Google Workspace にあるメールボックスのアドレスを入力してください。',
      ),
    ],
    links: [],
  },
  service_account_keys_forbidden: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'The organization forbids keys of service accounts',
      'サービス アカウントの鍵の作成が禁止されています',
    ),
    explanation: both(
      'A policy of the Google Cloud organization (iam.disableServiceAccountKeyCreation), on by default since May 2024, blocks new keys. The connector does not need one: it can sign without a key.',
      'Google Cloud の組織のポリシー(iam.disableServiceAccountKeyCreation、2024 年 5 月以降の組織では既定で有効)により、鍵を作成できません。コネクタは鍵を使わずに署名できるため、鍵は必要ありません。',
    ),
    remedy: [
      both(
        'On the setup page add the service account without a key, and run terraform apply, which lets the connector sign for it.',
        '設定ページで、鍵を使わないサービス アカウントとして追加し、terraform apply を実行してください。コネクタが署名できるようになります。',
      ),
      both(
        'Only if that is impossible: an Organization Policy Administrator exempts the project under IAM & Admin > Organization Policies.',
        'それができない場合に限り、組織のポリシー管理者が [IAM と管理] > [組織のポリシー] でプロジェクトを例外にしてください。',
      ),
    ],
    links: [LINKS.orgPolicies],
  },
} as const satisfies Record<string, Entry>;
