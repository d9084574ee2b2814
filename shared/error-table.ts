/** One row per error. `again`: may the same request, unchanged, succeed later? */
export type ErrorEntry = {
  readonly status: number;
  readonly severity: 'info' | 'warning' | 'error';
  readonly again: boolean;
  readonly en: string;
  readonly ja: string;
};

const row = (
  kind: readonly [status: number, severity: ErrorEntry['severity'], again?: 'again'],
  en: string,
  ja: string,
): ErrorEntry => ({ status: kind[0], severity: kind[1], again: kind[2] === 'again', en, ja });

export const ERROR_TABLE = {
  // Invalid requests
  not_found: row(
    [404, 'info'],
    'There is nothing at this address.',
    'このアドレスには何もありません。',
  ),
  method_not_allowed: row(
    [405, 'info'],
    'This address does not accept that HTTP method.',
    'このアドレスではその HTTP メソッドを使えません。',
  ),
  body_too_large: row(
    [413, 'warning'],
    'The request is larger than this address accepts.',
    'リクエストが大きすぎます。',
  ),
  body_malformed: row(
    [400, 'info'],
    'The request body could not be read.',
    'リクエスト本文を読み取れませんでした。',
  ),
  body_invalid: row(
    [422, 'info'],
    'The request is missing something, or has a value of the wrong kind.',
    'リクエストの項目が不足しているか、値の形式が正しくありません。',
  ),
  media_type_unsupported: row(
    [415, 'info'],
    'This address does not accept that type of body.',
    'この形式の本文は受け付けていません。',
  ),
  misdirected: row(
    [421, 'warning'],
    'This server does not answer under that host name.',
    'このサーバーはそのホスト名では応答しません。',
  ),
  // Authentication and permission
  sign_in_required: row([401, 'info'], 'Please sign in.', 'サインインしてください。'),
  sign_in_not_allowed: row(
    [403, 'warning'],
    'This Google account may not administer the connector. Ask whoever runs it to add the address to SETUP_ADMINS, or sign in with another account.',
    'この Google アカウントには管理権限がありません。運用担当者に SETUP_ADMINS への追加を依頼するか、別のアカウントでサインインしてください。',
  ),
  form_expired: row(
    [403, 'warning'],
    'This form is no longer valid, so nothing was changed. Go back, reload the page and try again.',
    'フォームの有効期限が切れたため、何も変更していません。前のページを再読み込みして、もう一度お試しください。',
  ),
  caller_unverified: row(
    [401, 'warning'],
    'The caller could not be verified.',
    '呼び出し元を確認できませんでした。',
  ),
  caller_signature_removed: row(
    [401, 'error'],
    'Google removed the signature from the caller’s token, so the caller could not be verified.',
    'Google が呼び出し元のトークンから署名を取り除いたため、呼び出し元を確認できませんでした。',
  ),
  operation_forbidden: row(
    [403, 'warning'],
    'The caller is not allowed to do this.',
    'この呼び出し元には、この操作が許可されていません。',
  ),
  security_event_invalid: row(
    [400, 'warning'],
    'This is no security event of Google’s for this connector. Nothing was changed.',
    'この接続アプリ宛ての Google のセキュリティ イベントではありません。何も変更していません。',
  ),
  webhook_not_configured: row(
    [503, 'warning'],
    'The Salesforce webhook has no secret yet. Set SALESFORCE_WEBHOOK_SECRETS.',
    'Salesforce Webhook のシークレットが未設定です。SALESFORCE_WEBHOOK_SECRETS を設定してください。',
  ),
  // The authorization request
  authorization_request_unknown: row(
    [400, 'warning'],
    'This authorization was not begun here, or was begun too long ago. Nothing was changed. Please start again.',
    'この認可はここで開始されていないか、時間が経ちすぎています。何も変更していません。最初からやり直してください。',
  ),
  authorization_request_expired: row(
    [400, 'info'],
    'This authorization took too long and has expired. Nothing was changed. Please start again.',
    '認可の有効期限が切れました。何も変更していません。最初からやり直してください。',
  ),
  authorization_request_consumed: row(
    [409, 'info'],
    'This authorization was already used. If the mailbox is not shown as connected, please start again.',
    'この認可はすでに使用されています。メールボックスが接続済みと表示されない場合は、最初からやり直してください。',
  ),
  authorization_request_foreign: row(
    [403, 'warning'],
    'This authorization was begun in another browser. Nothing was changed. Finish it there, or start again here.',
    'この認可は別のブラウザーで開始されました。何も変更していません。元のブラウザーで続けるか、ここで最初からやり直してください。',
  ),
  authorization_interrupted: row(
    [503, 'warning'],
    'We were interrupted before Google answered. Nothing was changed. Please start again.',
    'Google の応答を受け取る前に処理が中断されました。何も変更していません。最初からやり直してください。',
  ),
  authorization_superseded: row(
    [409, 'info'],
    'A newer authorization of this mailbox has taken this one’s place. Nothing was changed.',
    'このメールボックスには、より新しい認可があります。何も変更していません。',
  ),
  authorization_busy: row(
    [409, 'info', 'again'],
    'This authorization is being completed. Reload in a moment.',
    'この認可を処理しています。少し待ってから再読み込みしてください。',
  ),
  authorization_denied: row(
    [403, 'info'],
    'The authorization was cancelled at Google. Nothing was changed.',
    'Google で許可がキャンセルされました。何も変更していません。',
  ),
  authorization_refused: row(
    [403, 'warning'],
    'Google refused the authorization. Nothing was changed.',
    'Google が認可を拒否しました。何も変更していません。',
  ),
  prefetch_refused: row(
    [503, 'info', 'again'],
    'This address is not loaded ahead of time, because that would use it up. Nothing was changed.',
    'このアドレスは使用済みになってしまうため、先読みできません。何も変更していません。',
  ),
  link_used: row(
    [410, 'info'],
    'This link works once and was already used in another browser. Ask for a new one.',
    'このリンクは一度だけ使えます。すでに別のブラウザーで使用されています。新しいリンクを依頼してください。',
  ),
  link_expired: row(
    [410, 'info'],
    'This link is no longer valid, or it was not copied completely. Ask for a new one.',
    'このリンクの有効期限が切れているか、リンクが途中で切れています。新しいリンクを依頼してください。',
  ),
  link_withdrawn: row(
    [410, 'info'],
    'This link was withdrawn. Nothing was changed. Ask for a new one.',
    'このリンクは取り消されました。何も変更していません。新しいリンクを依頼してください。',
  ),
  // What Google's authorization answer lacked
  other_account: row(
    [409, 'warning'],
    'Another Google account was chosen than the one this connection is for. Nothing was changed.',
    '接続対象とは別の Google アカウントが選択されました。何も変更していません。',
  ),
  account_replaced: row(
    [409, 'warning'],
    'This address now belongs to another Google account than the one that was connected. Nothing was changed.',
    'このアドレスは、接続済みのものとは別の Google アカウントのものになっています。何も変更していません。',
  ),
  scope_missing: row(
    [403, 'warning'],
    'Not every permission was ticked at Google. Nothing was changed. Start again and tick all of them.',
    'Google で一部の権限が選択されませんでした。何も変更していません。最初からやり直し、すべてのチェックボックスを選択してください。',
  ),
  refresh_token_missing: row(
    [502, 'warning'],
    'Google allowed access but sent no lasting grant. Nothing was changed. Start again and allow on Google’s consent page.',
    'Google は許可しましたが、継続的なアクセス権が返されませんでした。何も変更していません。最初からやり直し、同意画面で許可してください。',
  ),
  identity_unverified: row(
    [502, 'error'],
    'Google’s proof of who signed in could not be verified. Nothing was changed.',
    'サインインしたアカウントの証明を検証できませんでした。何も変更していません。',
  ),
  // The connection
  connection_unknown: row(
    [404, 'info'],
    'There is no such connection.',
    'その接続は存在しません。',
  ),
  connection_disconnected: row(
    [409, 'info'],
    'This mailbox has been disconnected.',
    'このメールボックスは切断されています。',
  ),
  connection_needs_reconnect: row(
    [409, 'warning'],
    'This mailbox must be reconnected by its owner.',
    'このメールボックスは所有者による再接続が必要です。',
  ),
  connection_busy: row(
    [503, 'warning', 'again'],
    'This mailbox’s token is being refreshed. Try again in a moment.',
    'トークンを更新しています。少し待ってからもう一度お試しください。',
  ),
  // Google's answers
  grant_refused: row(
    [409, 'warning'],
    'Google no longer honours this mailbox’s grant. The mailbox must be reconnected.',
    'Google がこのメールボックスの許可を受け付けなくなりました。再接続が必要です。',
  ),
  grant_lost: row(
    [409, 'error'],
    'This mailbox’s grant is no longer in the vault. The mailbox must be reconnected.',
    'このメールボックスの許可情報が保管先にありません。再接続が必要です。',
  ),
  client_refused: row(
    [502, 'error'],
    'Google refused our OAuth client, not the mailbox. Check the client ID, the client secret and the redirect URI.',
    'Google がメールボックスではなく OAuth クライアントを拒否しました。クライアント ID、シークレット、リダイレクト URI を確認してください。',
  ),
  google_unavailable: row(
    [503, 'warning', 'again'],
    'Google could not be reached or is overloaded. Nothing was changed. Try again in a moment.',
    'Google に接続できないか、混み合っています。何も変更していません。しばらくしてからもう一度お試しください。',
  ),
  code_refused: row(
    [400, 'warning'],
    'Google did not accept the authorization code. Nothing was changed. Please start again.',
    'Google が認可コードを受け付けませんでした。何も変更していません。最初からやり直してください。',
  ),
  token_rejected: row(
    [502, 'warning'],
    'Gmail did not accept the access token.',
    'Gmail がアクセストークンを受け付けませんでした。',
  ),
  gmail_refused: row(
    [502, 'warning'],
    'Gmail refused the request.',
    'Gmail がリクエストを拒否しました。',
  ),
  // A service account and its key
  signing_refused: row(
    [502, 'error'],
    'Google does not let the connector sign for the service account.',
    'Google が、サービス アカウントの名義での署名を許可していません。',
  ),
  key_missing: row(
    [422, 'info'],
    'Choose the key file, or paste the key.',
    '鍵ファイルを選択するか、鍵を貼り付けてください。',
  ),
  key_unrecognised: row(
    [422, 'info'],
    'This is not a service account’s key: neither Google’s JSON key file nor a PEM or P12 file.',
    'サービス アカウントの鍵ではありません。Google の JSON 鍵ファイル、PEM、P12 のいずれかを指定してください。',
  ),
  key_truncated: row(
    [422, 'info'],
    'The key is damaged or not complete.',
    '鍵が破損しているか、途中で切れています。',
  ),
  key_private_missing: row(
    [422, 'info'],
    'There is no private key in it, only a certificate or a public key.',
    '秘密鍵が含まれていません。証明書または公開鍵だけです。',
  ),
  key_type_unsupported: row(
    [422, 'info'],
    'The key is not an RSA key.',
    'RSA の鍵ではありません。',
  ),
  key_too_short: row(
    [422, 'info'],
    'The RSA key has fewer than 2048 bits.',
    'RSA の鍵が 2048 ビット未満です。',
  ),
  key_encrypted: row(
    [422, 'info'],
    'The PEM key is encrypted with a password.',
    'PEM の鍵がパスワードで暗号化されています。',
  ),
  key_of_another_kind: row(
    [422, 'info'],
    'This JSON file is another kind of Google credential, not a service account’s key.',
    'この JSON ファイルは、サービス アカウントの鍵ではない別の種類の認証情報です。',
  ),
  key_password_wrong: row(
    [422, 'info'],
    'The password does not open the P12 file.',
    'パスワードが正しくないため、P12 ファイルを開けません。',
  ),
  key_encryption_unsupported: row(
    [422, 'info'],
    'The P12 file is encrypted in a way that the connector cannot read.',
    'P12 ファイルの暗号化方式に対応していません。',
  ),
  key_certificate_unmatched: row(
    [422, 'info'],
    'No certificate in the P12 file has that subject.',
    'P12 ファイルに、指定したサブジェクトの証明書がありません。',
  ),
  key_certificate_ambiguous: row(
    [422, 'info'],
    'Several certificates in the P12 file have that subject.',
    'P12 ファイルに、指定したサブジェクトの証明書が複数あります。',
  ),
  imap_refused: row(
    [502, 'warning'],
    'Gmail’s IMAP server refused the sign-in.',
    'Gmail の IMAP サーバーがログインを拒否しました。',
  ),
  // Our own stores, keys and servers
  store_conflict: row(
    [409, 'info', 'again'],
    'Somebody else changed this at the same moment. Reload and try again.',
    '同時に別の変更がありました。再読み込みして、もう一度お試しください。',
  ),
  store_unavailable: row(
    [503, 'error', 'again'],
    'The store did not answer. Try again in a moment.',
    'データストアが応答しません。しばらくしてからもう一度お試しください。',
  ),
  data_directory_unusable: row(
    [500, 'error'],
    'The data directory cannot be created or written.',
    'データ ディレクトリを作成できないか、書き込めません。',
  ),
  store_corrupt: row(
    [500, 'error'],
    'The database is damaged or is not ours.',
    'データベースが破損しているか、本製品のものではありません。',
  ),
  store_newer: row(
    [500, 'error'],
    'The database was written by a newer version. Start that version, or restore a backup.',
    'データベースは新しいバージョンで作成されています。そのバージョンを起動するか、バックアップを復元してください。',
  ),
  store_of_another_client: row(
    [500, 'error'],
    'The stored grants are those of another OAuth client, or of another Google (real or emulated). Choose another DATA_DIR, or in the cloud another FIRESTORE_DATABASE.',
    '保存されているのは、別の OAuth クライアント（または実環境とエミュレーションの別の Google）の許可情報です。別の DATA_DIR（クラウドでは別の FIRESTORE_DATABASE）を指定してください。',
  ),
  store_missing: row(
    [500, 'error'],
    'The keys are here, but their database is missing or empty. Restore it from a backup. To start over without the mailboxes, move the whole data directory away.',
    '鍵はありますが、対応するデータベースがないか空です。バックアップから復元してください。最初からやり直す場合は、データ ディレクトリ全体を別の場所に移動してください。',
  ),
  keys_of_another_store: row(
    [500, 'error'],
    'The sealing keys and the stored records do not belong together. Nothing was changed. Put back the keys of this database, or restore both from the same backup.',
    '暗号鍵と保存されたレコードの組み合わせが正しくありません。何も変更していません。このデータベースの鍵に戻すか、両方を同じバックアップから復元してください。',
  ),
  record_unreadable: row(
    [500, 'error'],
    'A stored record could not be opened: it was changed by hand, or its key is gone.',
    '保存されたレコードを開けません。手動で変更されたか、鍵が失われています。',
  ),
  key_file_unusable: row(
    [500, 'error'],
    'The key file cannot be used: unreadable, malformed, or readable by others.',
    '鍵ファイルを使用できません。読み取れないか、形式が不正か、他のユーザーに公開されています。',
  ),
  permission_missing: row(
    [503, 'error'],
    'Google Cloud does not let the connector do this: a role is missing. Nothing was changed.',
    'Google Cloud での権限（ロール）が不足しています。何も変更していません。',
  ),
  credentials_missing: row(
    [503, 'error'],
    'There are no Google Cloud credentials here. Run gcloud auth application-default login, or start with a service account.',
    'Google Cloud の認証情報がありません。gcloud auth application-default login を実行するか、サービス アカウントで起動してください。',
  ),
  store_incomplete: row(
    [503, 'error'],
    'The Firestore database or one of its indexes is not there. Run terraform apply, and wait until new indexes are built.',
    'Firestore のデータベースまたはインデックスがありません。terraform apply を実行し、インデックスの作成が終わるまで待ってください。',
  ),
  keyring_unusable: row(
    [503, 'error'],
    'The sealing keys in Secret Manager are missing or cannot be used. The first time, run npm run keys -- init.',
    'Secret Manager の暗号鍵が見つからないか、使用できません。初回は npm run keys -- init を実行してください。',
  ),
  keys_in_use: row(
    [409, 'error'],
    'Records still need an old key, so none was removed. Run npm run keys -- reseal first.',
    '古い鍵を必要とするレコードが残っているため、削除していません。先に npm run keys -- reseal を実行してください。',
  ),
  grant_disabled: row(
    [503, 'error'],
    'Somebody disabled the secret version that holds this mailbox’s grant. Enable it again.',
    'このメールボックスの許可情報を保存したシークレットのバージョンが無効化されています。有効に戻してください。',
  ),
  data_in_use: row(
    [500, 'error'],
    'Another server is already running on this data directory.',
    'このデータディレクトリでは別のサーバーがすでに動作しています。',
  ),
  port_in_use: row(
    [500, 'error'],
    'The port is already taken by another program.',
    'ポートは別のプログラムで使用されています。',
  ),
  // Service accounts
  address_malformed: row(
    [422, 'info'],
    'This is not the e-mail address of a mailbox.',
    'メールボックスのメールアドレスの形式が正しくありません。',
  ),
  address_outside_domains: row(
    [422, 'info'],
    'The address belongs to none of this service account’s domains. Add its domain to the delegation, or choose another one.',
    'このアドレスのドメインは、サービス アカウントの対象ドメインに含まれていません。対象ドメインに追加するか、別の委任を選択してください。',
  ),
  address_is_alias: row(
    [422, 'info'],
    'The address is an alias. A service account can act for a mailbox under its primary address only.',
    'このアドレスはエイリアスです。サービス アカウントが代理できるのは、メールボックスの主アドレスだけです。',
  ),
  service_account_malformed: row(
    [422, 'info'],
    'This is not the e-mail address of a service account, which ends in .iam.gserviceaccount.com.',
    'サービス アカウントのメールアドレスの形式が正しくありません（末尾は .iam.gserviceaccount.com です）。',
  ),
  client_id_malformed: row(
    [422, 'info'],
    'The client ID of a service account is a number of about 21 digits, not its e-mail address.',
    'サービス アカウントのクライアント ID は 21 桁ほどの数字です。メールアドレスではありません。',
  ),
  domains_malformed: row(
    [422, 'info'],
    'Enter the domains for whose mailboxes the service account may act, such as example.com.',
    'サービス アカウントが代理するメールボックスのドメインを入力してください（例: example.com）。',
  ),
  delegation_exists: row(
    [409, 'info'],
    'This service account is in the list already. Add the new key to it instead.',
    'このサービス アカウントはすでに登録されています。新しい鍵はそのサービス アカウントに追加してください。',
  ),
  delegation_unknown: row(
    [404, 'info'],
    'The service account is no longer in the list, so that nothing can act for its mailboxes.',
    'サービス アカウントが登録されていないため、メールボックスを代理できません。',
  ),
  delegation_in_use: row(
    [409, 'info'],
    'Mailboxes still use this service account. Disconnect them, or connect them in another way first.',
    'このサービス アカウントを使用しているメールボックスがあります。先に切断するか、別の方法で接続してください。',
  ),
  signing_key_of_another_account: row(
    [422, 'info'],
    'The key belongs to another service account.',
    'この鍵は別のサービス アカウントのものです。',
  ),
  signing_key_known: row(
    [409, 'info'],
    'This key is in the list already.',
    'この鍵はすでに登録されています。',
  ),
  signing_keys_too_many: row(
    [409, 'info'],
    'A service account has ten keys at most. Remove one first.',
    'サービス アカウントの鍵は 10 個までです。先に 1 個削除してください。',
  ),
  signing_key_unknown: row([404, 'info'], 'There is no such key.', 'その鍵はありません。'),
  signing_key_last: row(
    [409, 'info'],
    'This is the only key. Add the new one first.',
    'これが唯一の鍵です。先に新しい鍵を追加してください。',
  ),
  settings_scope_missing: row(
    [409, 'info'],
    'The connector may not change this mailbox’s settings. Add https://www.googleapis.com/auth/gmail.settings.basic to the service account’s scopes in the Google Admin console, or have the owner turn IMAP on in Gmail.',
    'コネクタには、このメールボックスの設定を変更する権限がありません。Google 管理コンソールでサービス アカウントのスコープに https://www.googleapis.com/auth/gmail.settings.basic を追加するか、所有者が Gmail で IMAP を有効にしてください。',
  ),
  addition_unknown: row(
    [404, 'info'],
    'There is no such list of mailboxes, or it is older than a week. What was connected stays connected.',
    'このメールボックスの一覧はないか、作成から 1 週間が過ぎています。接続済みのメールボックスはそのままです。',
  ),
  signing_key_lost: row(
    [503, 'error'],
    'The service account’s key is no longer in the vault. Add the key again.',
    'サービス アカウントの鍵が保管先にありません。鍵を追加し直してください。',
  ),
  // Notifications
  notice_refused: row(
    [502, 'warning', 'again'],
    'The receiver at NOTIFY_URL did not accept a message. It is tried again.',
    'NOTIFY_URL の受信側がメッセージを受け付けませんでした。後で再試行します。',
  ),
  notice_given_up: row(
    [502, 'error'],
    'The receiver at NOTIFY_URL did not accept a message until it was given up. What it told of is on the setup page.',
    'NOTIFY_URL の受信側がメッセージを受け付けないため、送信を中止しました。内容は設定ページで確認してください。',
  ),
  // Everything else
  configuration_invalid: row(
    [500, 'error'],
    'The configuration has problems.',
    '設定に問題があります。',
  ),
  internal: row(
    [500, 'error'],
    'Something went wrong on our side. Nothing more was changed.',
    '内部エラーが発生しました。',
  ),
} as const satisfies Record<string, ErrorEntry>;
