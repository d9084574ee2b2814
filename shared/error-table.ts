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
  day_invalid: row(
    [400, 'info'],
    'There is no such day. Write one as YYYY-MM-DD, such as 2026-11-27.',
    '存在しない日付です。2026-11-27 のように YYYY-MM-DD の形式で指定してください。',
  ),
  misdirected: row(
    [421, 'warning'],
    'This server does not answer under that host name.',
    'このサーバーはそのホスト名では応答しません。',
  ),
  // Authentication and permission
  sign_in_required: row([401, 'info'], 'Please sign in.', 'ログインしてください。'),
  sign_in_not_allowed: row(
    [403, 'warning'],
    'This Google account may not administer the connector. Ask whoever runs it to add the address to SETUP_ADMINS, or sign in with another account.',
    'この Google アカウントには管理権限がありません。運用担当者に SETUP_ADMINS への追加を依頼するか、別のアカウントでログインしてください。',
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
  call_expired: row(
    [401, 'warning'],
    'The call was signed more than five minutes ago, or by a clock that is wrong. Nothing was changed.',
    '呼び出しの署名から 5 分以上経過しているか、呼び出し元の時計がずれています。何も変更していません。',
  ),
  calls_too_many: row(
    [429, 'warning', 'again'],
    'This caller sends too many calls. Try again in a moment.',
    'この呼び出し元からの呼び出しが多すぎます。少し待ってからもう一度お試しください。',
  ),
  call_running: row(
    [503, 'info', 'again'],
    'The first call with this event ID is still at work. Try again in a moment.',
    '同じイベント ID の最初の呼び出しを処理しています。少し待ってからもう一度お試しください。',
  ),
  event_id_reused: row(
    [409, 'warning'],
    'An earlier call had this event ID and asked for something else. Nothing was changed.',
    'このイベント ID は、内容の異なる以前の呼び出しで使用されています。何も変更していません。',
  ),
  caller_unknown: row([404, 'info'], 'There is no such caller.', 'その呼び出し元はありません。'),
  caller_name_invalid: row(
    [422, 'info'],
    'A caller needs a name of at most 80 characters.',
    '呼び出し元の名前を 80 文字以内で入力してください。',
  ),
  outbound_setup_invalid: row(
    [422, 'warning'],
    'What was entered for the Outbound Message does not fit together, so that nothing was done.',
    'アウトバウンドメッセージの設定内容に誤りがあるため、何も実行していません。',
  ),
  outbound_org_other: row(
    [403, 'warning'],
    'The Outbound Message comes from another organization than this caller accepts. Nothing was done.',
    'このアウトバウンドメッセージは、呼び出し元に登録された組織とは別の組織から送信されています。何も実行していません。',
  ),
  outbound_unfinished: row(
    [503, 'info', 'again'],
    'Not every notification could be done in the time that Salesforce waits. The message comes again, and what is done is not done twice.',
    'Salesforce が待つ時間内に、すべての通知を処理できませんでした。メッセージは再送され、処理済みの通知が重複して実行されることはありません。',
  ),
  security_event_invalid: row(
    [400, 'warning'],
    'This is no security event of Google’s for this connector. Nothing was changed.',
    'このコネクタ宛ての Google のセキュリティ イベントではありません。何も変更していません。',
  ),
  webhook_not_configured: row(
    [503, 'warning'],
    'The Salesforce webhook has no secret yet. Add a caller on the setup page, or set SALESFORCE_WEBHOOK_SECRETS.',
    'Salesforce Webhook のシークレットが未設定です。設定ページで呼び出し元を追加するか、SALESFORCE_WEBHOOK_SECRETS を設定してください。',
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
    'ログインしたアカウントの証明を検証できませんでした。何も変更していません。',
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
    '保存されているのは、別の OAuth クライアント(または実環境とエミュレーションの別の Google)の許可情報です。別の DATA_DIR(クラウドでは別の FIRESTORE_DATABASE)を指定してください。',
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
    'Google Cloud での権限(ロール)が不足しています。何も変更していません。',
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
    'サービス アカウントのメールアドレスの形式が正しくありません(末尾は .iam.gserviceaccount.com です)。',
  ),
  client_id_malformed: row(
    [422, 'info'],
    'The client ID of a service account is a number of about 21 digits, not its e-mail address.',
    'サービス アカウントのクライアント ID は 21 桁ほどの数字です。メールアドレスではありません。',
  ),
  domains_malformed: row(
    [422, 'info'],
    'Enter the domains for whose mailboxes the service account may act, such as example.com.',
    'サービス アカウントが代理するメールボックスのドメインを入力してください(例: example.com)。',
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
  // Salesforce organizations
  org_unknown: row(
    [404, 'info'],
    'There is no such Salesforce organization here.',
    'その Salesforce 組織は登録されていません。',
  ),
  org_exists: row(
    [409, 'info'],
    'This Salesforce organization is connected already.',
    'この Salesforce 組織はすでに接続されています。',
  ),
  org_in_use: row(
    [409, 'info'],
    'Mailboxes still send their mail to this organization. Turn “Mail into cases” off for them first.',
    'この組織にメールを登録しているメールボックスがあります。先に、それらの「メールをケースに登録」をオフにしてください。',
  ),
  my_domain_malformed: row(
    [422, 'info'],
    'This is no My Domain address. It looks like https://example.my.salesforce.com: copy it from Setup > My Domain in Salesforce.',
    '[私のドメイン] の URL ではありません。Salesforce の [設定] > [私のドメイン] で確認し、https://example.my.salesforce.com の形式で入力してください。',
  ),
  consumer_key_malformed: row(
    [422, 'info'],
    'This is no consumer key. Copy it from the settings of the External Client App in Salesforce.',
    'コンシューマー鍵の形式が正しくありません。Salesforce の外部クライアントアプリケーションの設定からコピーしてください。',
  ),
  org_secret_missing: row(
    [422, 'info'],
    'The consumer secret, or the user name for a certificate, is missing.',
    'コンシューマーの秘密、または証明書で使うユーザー名が入力されていません。',
  ),
  org_secret_lost: row(
    [503, 'error'],
    'The secret of the Salesforce organization is no longer in the vault. Enter it again.',
    'Salesforce 組織の秘密が保管先にありません。もう一度入力してください。',
  ),
  org_login_refused: row(
    [502, 'error'],
    'Salesforce does not let the connector log in.',
    'Salesforce にログインできません。',
  ),
  org_refused: row(
    [502, 'error'],
    'Salesforce refused a request.',
    'Salesforce がリクエストを拒否しました。',
  ),
  org_limit_reached: row(
    [503, 'error', 'again'],
    'The Salesforce organization has used up its API requests for today.',
    'Salesforce 組織の API 要求数が 1 日の上限に達しました。',
  ),
  org_busy: row(
    [503, 'warning', 'again'],
    'The Salesforce organization has too many requests at the same time. It is tried again.',
    'Salesforce 組織への同時要求が多すぎます。自動で再試行します。',
  ),
  org_storage_full: row(
    [503, 'error', 'again'],
    'The Salesforce organization has no storage left.',
    'Salesforce 組織のストレージに空きがありません。',
  ),
  org_fields_missing: row(
    [502, 'error'],
    'A field or object that the connector needs is missing in Salesforce, or its user may not write it.',
    'コネクタに必要な項目またはオブジェクトが Salesforce にないか、コネクタのユーザーに編集権限がありません。',
  ),
  org_unavailable: row(
    [503, 'warning', 'again'],
    'Salesforce did not answer as expected. It is tried again.',
    'Salesforce から正しい応答がありません。自動で再試行します。',
  ),
  record_locked: row(
    [503, 'info', 'again'],
    'Somebody else is writing this case in Salesforce. It is tried again.',
    'Salesforce でこのケースが別の処理により更新されています。自動で再試行します。',
  ),
  record_refused: row(
    [502, 'warning'],
    'A rule of the Salesforce organization refuses this mail’s case.',
    'Salesforce 組織のルールにより、このメールのケースを登録できません。',
  ),
  record_trigger_failed: row(
    [502, 'warning'],
    'A trigger or flow of the Salesforce organization failed on this mail’s case.',
    'このメールのケースで、Salesforce 組織のトリガーまたはフローが失敗しました。',
  ),
  case_gone: row(
    [409, 'info'],
    'The case was deleted in Salesforce.',
    'ケースは Salesforce で削除されています。',
  ),
  // Mail
  intake_unknown: row(
    [404, 'info'],
    'The mail of this mailbox was never turned into cases.',
    'このメールボックスのメールは、ケースに登録するように設定されたことがありません。',
  ),
  intake_not_allowed: row(
    [409, 'info'],
    'The connector may not read this mailbox’s mail. Connect it again with the profile “Receive and send”.',
    'コネクタには、このメールボックスのメールを読む権限がありません。「受信と送信」の範囲で接続し直してください。',
  ),
  routing_invalid: row(
    [422, 'info'],
    'The Salesforce organization does not have one of these values any more. Choose again.',
    '選択した値の一部が Salesforce 組織にありません。選び直してください。',
  ),
  blocked_senders_invalid: row(
    [422, 'info'],
    'These cannot be blocked. Enter an address or a domain on each line, such as @example.com, and neither this mailbox nor its own domain.',
    '次のものはブロックできません。1 行に 1 つ、アドレスまたは @example.com の形のドメインを入力してください。このメールボックスと、そのドメインは指定できません。',
  ),
  blocked_senders_too_many: row(
    [422, 'info'],
    'At most 200 senders can be blocked. Block a domain instead of its addresses.',
    'ブロックできる差出人は 200 件までです。アドレスの代わりにドメインを指定してください。',
  ),
  start_invalid: row(
    [422, 'info'],
    'Choose a start within the last 30 days, or now.',
    '開始日時は、過去 30 日以内または現在から選んでください。',
  ),
  intake_off: row(
    [409, 'info'],
    'Mail into cases is off for this mailbox. Turn it on first.',
    'このメールボックスの「メールをケースに登録」はオフです。先にオンにしてください。',
  ),
  backfill_invalid: row(
    [422, 'info'],
    'Choose 1 to 30 days that reach back beyond the moment from which mail comes by itself.',
    '1~30 日の範囲で、自動登録の開始時期より前にさかのぼる日数を指定してください。',
  ),
  backfill_running: row(
    [409, 'info'],
    'Earlier mail of this mailbox is being brought already.',
    'このメールボックスの以前のメールは、すでに取り込み中です。',
  ),
  history_expired: row(
    [503, 'info', 'again'],
    'Gmail no longer has the history since the last reading. The mailbox is listed instead.',
    '前回以降の履歴が Gmail に残っていないため、メールボックスの一覧から読み取ります。',
  ),
  message_gone: row(
    [404, 'info', 'again'],
    'The mail is not in the mailbox.',
    'メールがメールボックスにありません。',
  ),
  watch_refused: row(
    [502, 'error'],
    'Gmail cannot announce new mail, because the Pub/Sub topic is not set up for it. New mail is found all the same, within a minute or two.',
    'Pub/Sub トピックの設定に問題があり、Gmail から新着メールの通知を受けられません。新着メールは 1～2 分以内に検出されます。',
  ),
  mail_unreadable: row(
    [422, 'warning'],
    'The mail could not be read.',
    'メールを読み取れませんでした。',
  ),
  mail_stops_process: row(
    [500, 'warning'],
    'The process that files mail ended each time it worked on this mail.',
    'このメールの処理中に、登録処理のプロセスが繰り返し異常終了しました。',
  ),
  mail_loop: row(
    [409, 'warning'],
    'Too many equal mails of one sender came within a minute.',
    '同じ差出人から同じ内容のメールが、1 分間に多数届きました。',
  ),
  mail_unknown: row(
    [404, 'info'],
    'There is no such mail in the list.',
    'そのメールは一覧にありません。',
  ),
  mail_not_waiting: row(
    [409, 'info'],
    'This mail is neither held nor skipped any more. Reload the page to see what became of it.',
    'このメールは、すでに保留中でもスキップ済みでもありません。ページを再読み込みして確認してください。',
  ),
  mail_not_filed: row(
    [409, 'info'],
    'This mail is not on a case just now, or somebody else corrects it. Reload the page to see what became of it.',
    'このメールは現在ケースに登録されていないか、別の人が修正中です。ページを再読み込みして確認してください。',
  ),
  mail_not_forwarded: row(
    [409, 'info'],
    'The customer of this mail was not taken from a forward.',
    'このメールの顧客は、転送元の送信者ではありません。',
  ),
  case_same: row(
    [409, 'info'],
    'The mail is on this case already.',
    'このメールは、すでにこのケースに登録されています。',
  ),
  case_unknown: row(
    [404, 'info'],
    'The organization of this mailbox has no such case. Enter its number, its id, or the address of its page.',
    'このメールボックスの組織に、該当するケースがありません。ケース番号、ID、またはページの URL を入力してください。',
  ),
  case_foreign: row(
    [422, 'info'],
    'This is the address of a case in another Salesforce organization.',
    'これは別の Salesforce 組織のケースの URL です。',
  ),
  case_closed: row(
    [409, 'info'],
    'The case is closed. Reopen it in Salesforce, or choose another one.',
    'このケースはクローズされています。Salesforce で再オープンするか、別のケースを選んでください。',
  ),
  earlier_mail_waits: row(
    [503, 'info', 'again'],
    'An earlier mail of the same conversation has not been filed yet. This one follows it.',
    '同じスレッドの前のメールがまだ登録されていません。前のメールの後に登録します。',
  ),
  // Mail that is sent
  send_key_invalid: row(
    [422, 'info'],
    'A send needs an idempotency key of 1 to 200 printable characters.',
    '送信には、1～200 文字の印字可能な文字からなる冪等キーが必要です。',
  ),
  send_key_reused: row(
    [409, 'info'],
    'This idempotency key was used for another mail. Nothing was sent. Use a new key for a new mail.',
    'この冪等キーは別のメールに使用されています。何も送信していません。新しいメールには新しいキーを使ってください。',
  ),
  send_address_invalid: row(
    [422, 'info'],
    'One of the addresses is none that mail can be sent to or from. Nothing was sent.',
    '送受信に使えないメールアドレスが含まれています。何も送信していません。',
  ),
  send_header_invalid: row(
    [422, 'info'],
    'A line break or control character stands where only one line may be. Nothing was sent.',
    '1 行で指定する項目に、改行または制御文字が含まれています。何も送信していません。',
  ),
  send_recipient_missing: row(
    [422, 'info'],
    'The mail has no recipient. Nothing was sent.',
    '宛先がありません。何も送信していません。',
  ),
  send_recipients_too_many: row(
    [422, 'info'],
    'Gmail sends a mail to at most 100 recipients. Nothing was sent.',
    'Gmail で 1 通のメールに指定できる宛先は 100 件までです。何も送信していません。',
  ),
  send_too_large: row(
    [413, 'info'],
    'The mail with its attachments is larger than the 35 MB that Gmail sends. Nothing was sent.',
    '添付ファイルを含むメールの大きさが、Gmail の上限(35 MB)を超えています。何も送信していません。',
  ),
  send_empty: row(
    [422, 'info'],
    'The mail has neither a text nor an attachment. Nothing was sent.',
    '本文も添付ファイルもありません。何も送信していません。',
  ),
  send_attachment_invalid: row(
    [422, 'info'],
    'An attachment has no name, no valid type, or content that is no base64. Nothing was sent.',
    '添付ファイルの名前または形式が正しくないか、内容が base64 ではありません。何も送信していません。',
  ),
  send_file_unreadable: row(
    [422, 'info'],
    'The connector’s user in Salesforce cannot read one of the files. Nothing was sent.',
    'Salesforce のコネクタ用ユーザーが読めないファイルが含まれています。何も送信していません。',
  ),
  send_as_refused: row(
    [409, 'warning'],
    'The mailbox may not send from this address. Nothing was sent.',
    'このアドレスは、メールボックスの送信元として使用できません。何も送信していません。',
  ),
  send_not_allowed: row(
    [409, 'info'],
    'The connector may not send from this mailbox and read what was sent. Connect it again with the profile “Receive and send”.',
    'コネクタに、このメールボックスからメールを送信し、送信済みメールを読む権限がありません。「受信と送信」の範囲で接続し直してください。',
  ),
  send_parent_unknown: row(
    [404, 'info'],
    'The case has no such mail that could be answered. Nothing was sent.',
    '返信対象のメールがケースにありません。何も送信していません。',
  ),
  send_busy: row(
    [503, 'info', 'again'],
    'This mail is being sent. Ask for its state, or send again with the same key in a moment.',
    'このメールを送信しています。状態を確認するか、少し待ってから同じキーでもう一度送信してください。',
  ),
  send_unclear: row(
    [503, 'warning', 'again'],
    'Gmail’s answer was lost, so that the mail may have been sent. It is looked for. Send again with the same key: it is not sent twice.',
    'Gmail の応答を受け取れなかったため、メールが送信された可能性があります。送信済みかどうかを確認しています。同じキーでもう一度送信しても、二重には送信されません。',
  ),
  send_outcome_unknown: row(
    [409, 'warning'],
    'It cannot be found out whether Gmail sent this mail. A person must look into the mailbox’s sent mail and decide.',
    'Gmail がこのメールを送信したかどうかを確認できません。担当者がメールボックスの送信済みメールを確認し、判断してください。',
  ),
  send_interrupted: row(
    [503, 'warning', 'again'],
    'The mail was not sent, because the connector was interrupted. Send again with the same key.',
    '処理が中断されたため、メールは送信されていません。同じキーでもう一度送信してください。',
  ),
  send_unknown: row(
    [404, 'info'],
    'No mail with this key was handed to Gmail. It can be sent with this key.',
    'このキーのメールは Gmail に渡されていません。このキーで送信できます。',
  ),
  send_limit_reached: row(
    [429, 'warning', 'again'],
    'The mailbox has sent as many mails as Gmail allows in a day. Nothing was sent.',
    'このメールボックスは、Gmail の 1 日の送信数の上限に達しています。何も送信していません。',
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
