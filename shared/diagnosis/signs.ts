import type { Cause } from './diagnosis.ts';
import { both, type Wording } from './entry.ts';

/** What tells a cause from the others with the same words: each names something that a person can look up. */
const SIGNS: Partial<Readonly<Record<Cause, Wording>>> = {
  grant_revoked: both(
    'Only this mailbox stopped, at no special time: its owner removed the access or changed the password.',
    'このメールボックスだけが、特別な時期と関係なく停止しました。所有者による取り消しまたはパスワードの変更です。',
  ),
  testing_seven_days: both(
    'It stopped seven days after the consent, and the publishing status of the app is “Testing”.',
    '許可から 7 日後に停止し、アプリの公開ステータスが「テスト中」です。',
  ),
  grant_evicted: both(
    'The same account was connected to this client about a hundred times.',
    '同じアカウントが、このクライアントで約 100 回接続されています。',
  ),
  domain_refused: both(
    'Other mailboxes of the same domain stopped within the same hour.',
    '同じドメインの別のメールボックスも、1 時間以内に停止しました。',
  ),
  authorization_cancelled: both(
    'Google’s page showed no error before somebody clicked “Cancel”.',
    '[キャンセル] をクリックする前に、Google の画面にエラーは表示されていません。',
  ),
  not_a_test_user: both(
    'Google’s page said that the app is being tested, or has not completed verification.',
    'Google の画面に、アプリがテスト中である、または審査プロセスを完了していないと表示されました。',
  ),
  code_unusable: both(
    'The whole code arrived as Google sent it, and was used twice or minutes later.',
    'コードは Google が送信したとおりに届き、2 回使用されたか、数分後に使用されました。',
  ),
  code_malformed: both(
    'The code that was sent on is shorter than Google’s, or contains %2F or %25.',
    '送信したコードが Google のものより短いか、%2F または %25 を含んでいます。',
  ),
  app_internal: both(
    'Accounts of the app’s own organization get in, and those of customers do not.',
    'アプリと同じ組織のアカウントは接続でき、顧客のアカウントは接続できません。',
  ),
  account_outside_organization: both(
    'The mailbox is of the organization, and another account was chosen on Google’s page.',
    'メールボックスは組織のものですが、Google の画面で別のアカウントが選択されました。',
  ),
  authorization_request_wrong: both(
    'The page’s “error details” name a parameter, or a redirect URI that Google never takes.',
    '画面の [エラーの詳細] に、パラメーターまたは Google が受け付けないリダイレクト URI が示されています。',
  ),
  grant_of_another_client: both(
    'Mailboxes that are connected anew work, and older ones do not.',
    '新しく接続したメールボックスは動作し、以前に接続したものは動作しません。',
  ),
  network_connect_slow: both(
    'The same call works again a few minutes later.',
    '数分後に同じ呼び出しが成功します。',
  ),
  network_connection_failed: both(
    'No call to Google has worked from this machine for ten minutes.',
    'このマシンから Google への呼び出しが、10 分以上まったく成功していません。',
  ),
  imap_folder_localised: both(
    'The list of folders has it under another name, or with the attribute.',
    'フォルダの一覧に、別の名前または属性で表示されます。',
  ),
  imap_folder_hidden: both(
    'The list of folders does not have it under any name.',
    'フォルダの一覧に、どの名前でも表示されません。',
  ),
  org_flow_off: both(
    'A login that worked before is refused since somebody changed the app.',
    '以前は成功していたログインが、アプリケーションの変更後に拒否されています。',
  ),
  org_grant_type_unknown: both(
    'A login by this program has never worked.',
    'このプログラムからのログインは、一度も成功していません。',
  ),
  org_record_type_not_allowed: both(
    'The record type is active, and the user’s profile does not have it.',
    'レコードタイプは有効ですが、ユーザーのプロファイルに割り当てられていません。',
  ),
  org_app_new: both(
    'The app was created or changed less than ten minutes ago.',
    'アプリケーションの作成または変更から 10 分たっていません。',
  ),
  org_client_refused: both(
    'The app is older than ten minutes, or its key or secret was changed.',
    'アプリケーションの作成から 10 分以上たっているか、鍵または秘密が変更されています。',
  ),
  org_assertion_refused: both(
    'The audience is the organization’s address, and the certificate in the app is another one.',
    'aud は組織の URL と一致し、アプリケーションの証明書が異なります。',
  ),
  org_audience_wrong: both(
    'Salesforce’s words name the audience.',
    'Salesforce のメッセージに audience とあります。',
  ),
  routing_invalid: both(
    'An administrator finds no such queue, user or record type, or it is inactive.',
    '管理者が確認しても、そのキュー、ユーザー、レコードタイプがないか、無効です。',
  ),
  bounce_own_address_unknown: both(
    'It is an address of your own organization, to which others write.',
    '自社のアドレスで、ほかの人が宛先に使っています。',
  ),
  bounce_relay_denied: both(
    'The answer comes from your own organization’s mail server.',
    '応答したのは、自社のメールサーバーです。',
  ),
  bounce_recipient_unknown: both(
    'The answer comes from the recipient’s side, and its server does not know the address or the domain.',
    '応答したのは宛先側のサーバーで、そのアドレスまたはドメインを扱っていません。',
  ),
  bounce_sender_blocked: both(
    'Mail of the same sender to other recipients of this provider returns as well.',
    '同じ送信元から同じプロバイダーの別の宛先へのメールも返されます。',
  ),
  bounce_policy_rule: both(
    'The answer has the sign “gcdp”, or speaks of a policy of the domain.',
    '応答に「gcdp」またはドメインのポリシーとあります。',
  ),
  callout_unreachable: both(
    'The connector’s log has no line of the call.',
    'コネクタのログに、この呼び出しの記録がありません。',
  ),
  client_id_or_secret_wrong: both(
    'The client is in the list under Clients, and its ID or secret differs from the configuration.',
    'クライアントは一覧に表示されますが、ID またはシークレットが設定と異なります。',
  ),
  client_deleted: both(
    'The client is missing from the list under Clients.',
    '[クライアント] の一覧にクライアントがありません。',
  ),
  client_disabled: both(
    'The client is in the list under Clients and is marked as disabled.',
    '[クライアント] の一覧で、クライアントが無効と表示されます。',
  ),
  delegation_not_authorized: both(
    'The numeric client ID has no row under Domain-wide delegation.',
    '[ドメイン全体の委任] に、数字のクライアント ID の行がありません。',
  ),
  delegation_scopes_missing: both(
    'The row under Domain-wide delegation is there, and a scope is missing from it.',
    '[ドメイン全体の委任] に行はありますが、スコープが不足しています。',
  ),
  delegation_of_personal_account: both(
    'The address is of gmail.com, or of a domain outside every Google Workspace.',
    'アドレスが gmail.com など、Google Workspace 以外のドメインです。',
  ),
  delegation_alias: both(
    'The Admin console finds the address as an alternate address of another user.',
    '管理コンソールで検索すると、別のユーザーの予備のアドレスとして表示されます。',
  ),
  gmail_service_off: both(
    'The owner cannot open Gmail in the browser either.',
    '所有者がブラウザーで Gmail を開いても利用できません。',
  ),
  google_unavailable: both(
    'The same call works again a few minutes later.',
    '数分後に同じ呼び出しが成功します。',
  ),
  access_token_rejected: both(
    'It works with a token that is fetched anew; a token lasts an hour.',
    '新しく取得したトークンでは成功します(トークンの有効期間は 1 時間です)。',
  ),
  gmail_permission_missing: both(
    'The consent does not list https://mail.google.com/, which IMAP needs.',
    '許可に、IMAP に必要な https://mail.google.com/ が含まれていません。',
  ),
  imap_login_refused: both(
    'A new token with https://mail.google.com/ is refused as well.',
    'https://mail.google.com/ を含む新しいトークンも拒否されます。',
  ),
  org_run_as_missing: both(
    'The app uses the client credentials flow, and its field “Run As” is empty.',
    'クライアントログイン情報フローを使用しており、実行ユーザーが未設定です。',
  ),
  org_ip_restricted: both(
    'Login History says “Restricted IP” or “Restricted Time”.',
    '[ログイン履歴] に、IP アドレスまたは時間帯の制限と表示されます。',
  ),
  org_record_deleted: both(
    'The record is in the recycle bin, or was merged.',
    'レコードがごみ箱にあるか、マージされています。',
  ),
  org_access_missing: both(
    'The record exists, and the connector’s user cannot open it.',
    'レコードは存在しますが、コネクタのユーザーが開けません。',
  ),
  org_session_ended: both('It works after a new login.', 'ログインし直すと成功します。'),
  org_session_refused: both(
    'A session that is seconds old is refused as well.',
    '取得した直後のセッションも拒否されます。',
  ),
  org_row_locked: both(
    'The trigger’s message quotes UNABLE_TO_LOCK_ROW, or it works a minute later.',
    'トリガーのメッセージに UNABLE_TO_LOCK_ROW とあるか、1 分後に成功します。',
  ),
  org_app_not_authorized: both(
    'Login History says that the user is not approved for the app.',
    '[ログイン履歴] に、ユーザーにアプリケーションの利用が承認されていないと表示されます。',
  ),
  org_app_settings: both(
    'The address of the error page names invalid_scope or redirect_uri_mismatch.',
    'エラー画面の URL に invalid_scope または redirect_uri_mismatch が含まれています。',
  ),
  org_network_blocked: both(
    'The address opens in a browser elsewhere, and not from the connector’s machine.',
    '別の場所のブラウザーでは開けますが、コネクタのマシンからは開けません。',
  ),
  network_name_unresolved: both(
    'The name is not resolved ten minutes later either.',
    '10 分後も名前を解決できません。',
  ),
  network_proxy_failed: both(
    'HTTPS_PROXY is set, or the network reaches the internet through a proxy only.',
    'HTTPS_PROXY が設定されているか、プロキシ経由でのみインターネットに接続できます。',
  ),
  admin_blocks_client: both(
    'The page has the code admin_policy_enforced.',
    '画面に admin_policy_enforced と表示されています。',
  ),
  request_invalid: both(
    'The page has the code invalid_request, and names what is wrong under “error details”.',
    '画面に invalid_request と表示され、[エラーの詳細] に問題の項目が示されています。',
  ),
  redirect_uri_mismatch: both(
    'The page has the code redirect_uri_mismatch.',
    '画面に redirect_uri_mismatch と表示されています。',
  ),
};

/** What a person looks at to tell the cause from others with the same words; null: its words are its own. */
export const signOf = (cause: Cause): Wording | null => SIGNS[cause] ?? null;
