import { fixed, saying } from './phrase.ts';

/** The texts about who may call the connector from Salesforce. */
export const CALLERS = {
  callers: fixed('Salesforce callers', 'Salesforce の呼び出し元'),
  callersIntro: fixed(
    'A caller is a Named Credential, an Apex class or an Outbound Message of yours that asks the connector for something: how a mailbox is, a check, a link for an owner. Each has a secret of its own and may do only what is ticked.',
    '呼び出し元とは、メールボックスの状態の確認、接続の確認、所有者用リンクの作成などをコネクタに依頼する、Salesforce の指定ログイン情報、Apex クラス、またはアウトバウンドメッセージです。呼び出し元ごとにシークレットがあり、許可した操作だけを実行できます。',
  ),
  callersOfSettings: fixed(
    'SALESFORCE_WEBHOOK_SECRETS is set as well. Whoever knows one of those secrets may ask for the status of mailboxes, and for nothing else.',
    'SALESFORCE_WEBHOOK_SECRETS も設定されています。そのシークレットでは、メールボックスの状態の確認だけができます。',
  ),
  addCaller: fixed('Add a caller', '呼び出し元を追加'),
  callerName: fixed('Name', '名前'),
  callerNameHint: fixed(
    'For this page and the history, for example “Flow: case replies”. At most 80 characters.',
    'このページと履歴に表示されます(例: フロー「ケースへの返信」)。80 文字まで。',
  ),
  callerProof: fixed('How it proves who it is', '認証方法'),
  proof_signature: fixed('Signed by a formula', '数式による署名'),
  proof_signature_means: fixed(
    'For Flow and External Services. The Named Credential signs each request, and the secret never leaves Salesforce.',
    'フローと外部サービス向け。指定ログイン情報がリクエストごとに署名します。シークレットは Salesforce の外に送信されません。',
  ),
  proof_signature_steps: fixed(
    'The command makes a package with everything that Salesforce needs but the secret: docs/salesforce.md, step 7. By hand: in an External Credential with the protocol Custom, add the parameter Secret with the secret, and these custom headers. Then make a Named Credential with this URL that allows formulas in HTTP headers, and not in HTTP bodies.',
    '次のコマンドで、シークレット以外のすべての設定が入ったパッケージを作成できます(docs/salesforce.ja.md の手順 7)。手作業の場合は、プロトコルが [カスタム] の外部ログイン情報に、シークレットを値とするパラメーター Secret と、次のカスタムヘッダーを追加します。続いて、この URL の指定ログイン情報を作成し、HTTP ヘッダーの数式だけを許可します。HTTP 本文の数式は許可しないでください。',
  ),
  proof_timestamped: fixed('Signed by Apex, with the time', 'Apex による時刻付きの署名'),
  proof_timestamped_means: fixed(
    'For Apex classes. The signature covers the time, so that a request that was recorded cannot be sent again (Standard Webhooks).',
    'Apex クラス向け。署名に時刻が含まれるため、記録されたリクエストの再送を防げます(Standard Webhooks)。',
  ),
  proof_timestamped_steps: fixed(
    'The Apex class sends this header, and webhook-id, webhook-timestamp and webhook-signature. docs/salesforce.md has the class.',
    'Apex クラスから、次のヘッダーと webhook-id、webhook-timestamp、webhook-signature を送信します。クラスの例は docs/salesforce.ja.md にあります。',
  ),
  proof_key: fixed('Static key', '固定キー'),
  proof_key_means: fixed(
    'For whoever cannot use formulas. The key itself is sent with each request, so that whoever sees one can send others.',
    '数式を使用できない場合向け。キーそのものをリクエストごとに送信するため、キーを見た人は別のリクエストも送信できます。',
  ),
  proof_key_steps: fixed(
    'In an External Credential with the protocol Custom, add the parameter Secret with the key, and this custom header. Then make a Named Credential with this URL that allows formulas in HTTP headers.',
    'プロトコルが [カスタム] の外部ログイン情報に、キーを値とするパラメーター Secret と、次のカスタムヘッダーを追加します。続いて、この URL の指定ログイン情報を作成し、HTTP ヘッダーで数式を許可します。',
  ),
  callerPackage: fixed('Command for the package', 'パッケージを作成するコマンド'),
  proof_outbound: fixed('Outbound Message', 'アウトバウンドメッセージ'),
  proof_outbound_means: fixed(
    'For Flows and workflow rules that send an Outbound Message, without a callout of their own. The key is part of the address, and only messages of one organization are accepted.',
    'コールアウトを使わず、フローまたはワークフロールールからアウトバウンドメッセージを送信する場合向け。キーは URL に含まれ、1 つの組織からのメッセージだけを受け付けます。',
  ),
  proof_outbound_steps: fixed(
    'Setup → Outbound Messages → New: choose the object, enter this endpoint URL, leave “Send Session ID” off, and add these fields. Then have a Flow or a workflow rule send it. Whoever sees the URL knows the key: show it to nobody else.',
    '[設定] → [アウトバウンドメッセージ] → [新規] でオブジェクトを選択し、この [エンドポイント URL] を入力します。[セッション ID を送信] はオフのままにして、次の項目を追加します。続いて、フローまたはワークフロールールから送信します。URL を見た人はキーを知ることになるため、他の人には見せないでください。',
  ),
  outboundEndpoint: fixed('Endpoint URL', 'エンドポイント URL'),
  outboundEndpointShownOnce: fixed(
    'KEY stands for the key, which is shown only once. If it is lost, make a new one below.',
    'KEY の部分はキーです。キーは一度だけ表示されます。紛失した場合は、下で新しく作成してください。',
  ),
  outboundFieldsToSend: fixed('Fields to send', '送信する項目'),
  outboundNoFields: fixed('None: every value is a fixed text', 'なし(すべて固定値)'),
  outboundPermissionMissing: saying(
    (operation: string, permission: string) =>
      `Every message is refused until “${permission}” is ticked: ${operation} needs it.`,
    (operation, permission) =>
      `${operation} には [${permission}] の許可が必要です。許可するまで、すべてのメッセージが拒否されます。`,
  ),
  outboundOrganization: fixed('Organization ID', '組織 ID'),
  outboundOrganizationHint: fixed(
    'In Salesforce: Setup → Company Information → Salesforce.com Organization ID. It has 15 or 18 characters and begins with 00D.',
    'Salesforce の [設定] → [組織情報] → [Salesforce.com 組織 ID] に表示される、00D で始まる 15 文字または 18 文字の ID です。',
  ),
  outboundOperation: fixed('What is done for each notification', '通知ごとに実行する操作'),
  outboundOperationHint: fixed('Tick its permission too.', 'この操作の許可も選択してください。'),
  outboundOperationOption: saying(
    (name: string, permission: string) => `${name} (permission: ${permission})`,
    (name, permission) => `${name}(許可: ${permission})`,
  ),
  outboundMapping: fixed('Where its values come from', '値の対応付け'),
  outboundMappingHint: fixed(
    'One property on each line: from a field of the record, caseId = Id, or a fixed text in quotes, mailbox = "support@example.com".',
    '1 行に 1 つのプロパティを入力します。レコードの項目の値は caseId = Id のように、固定値は mailbox = "support@example.com" のように引用符で囲んで指定します。',
  ),
  outboundProperties: fixed('Properties of each operation', '操作ごとのプロパティ'),
  outboundRequired: fixed('required', '必須'),
  outboundProblems: fixed(
    'The Outbound Message needs corrections',
    'アウトバウンドメッセージの設定を修正してください',
  ),
  outboundProblemsMean: fixed(
    'Nothing was saved, and everything that you entered is below.',
    'まだ何も保存していません。入力した内容は下に残っています。',
  ),
  outbound_organization: fixed(
    'The organization ID needs 15 or 18 characters that begin with 00D.',
    '組織 ID は、00D で始まる 15 文字または 18 文字で入力してください。',
  ),
  outbound_operation: fixed('Choose an operation.', '操作を選択してください。'),
  outbound_no_line: fixed(
    'Write the line as property = Field__c or property = "text".',
    'property = Field__c または property = "テキスト" の形式で入力してください。',
  ),
  outbound_no_property: fixed(
    'The operation has no such property. Upper and lower case count.',
    'この操作に、そのプロパティはありません。大文字と小文字は区別されます。',
  ),
  outbound_twice: fixed(
    'An earlier line has this property.',
    'このプロパティは前の行で指定されています。',
  ),
  outbound_not_mappable: fixed(
    'This property cannot be filled from a field or a text.',
    'このプロパティには、項目の値やテキストを指定できません。',
  ),
  outbound_no_value: fixed(
    'This is neither the API name of a field of the record nor a text in straight quotes (").',
    'レコードの項目の API 参照名でも、半角の二重引用符(")で囲んだテキストでもありません。',
  ),
  outbound_bad_text: fixed(
    'The operation does not accept this text.',
    'この操作では、このテキストを使えません。',
  ),
  outbound_missing: fixed(
    'The operation needs this property: add a line for it.',
    'この操作に必要なプロパティです。行を追加してください。',
  ),
  outbound_too_long: fixed(
    'The lines have more than 20,000 characters.',
    '20,000 文字以内で入力してください。',
  ),
  callerWithoutRecord: fixed(
    'Acknowledged; the record of a notification is deleted',
    '確認応答済み(通知のレコードは削除されています)',
  ),
  callerInSalesforce: fixed('In Salesforce', 'Salesforce での設定'),
  callerAdded: fixed('Added', '追加日時'),
  callerAddedBy: fixed('Added by', '追加した人'),
  callerMay: fixed('What it may do', '許可する操作'),
  callerMayNothing: fixed('Nothing yet', 'なし'),
  permissionCareful: fixed('off unless needed', '必要な場合のみ'),
  permission_status: fixed('See the status', '状態の確認'),
  permission_status_means: fixed(
    'Lists the mailboxes, and answers how each is and why it fails.',
    'メールボックスの一覧、状態、失敗の原因を取得します。',
  ),
  permission_probe: fixed('Check', '接続の確認'),
  permission_probe_means: fixed(
    'Asks Gmail now whether a mailbox can be read.',
    'メールボックスを読み取れるかどうかを Gmail に確認します。',
  ),
  permission_refresh: fixed('Refresh', 'トークンの更新'),
  permission_refresh_means: fixed(
    'Refreshes the access token of a mailbox now.',
    'メールボックスのアクセストークンを更新します。',
  ),
  permission_connect: fixed('Make links for owners', '所有者用リンクの作成'),
  permission_connect_means: fixed(
    'Makes one-time links with which owners connect their mailboxes.',
    '所有者がメールボックスを接続するための、一度だけ使えるリンクを作成します。',
  ),
  permission_mail: fixed('Held mail', '保留中のメール'),
  permission_mail_means: fixed(
    'Lists held mail without its content, and has it tried again.',
    '保留中のメールの一覧(内容は含みません)を取得し、登録を再試行します。',
  ),
  permission_send: fixed('Send e-mail', 'メールの送信'),
  permission_send_means: fixed(
    'Sends e-mail through Gmail from every mailbox that may send, and tells what became of it.',
    '送信が許可されているすべてのメールボックスから Gmail でメールを送信し、その結果を取得します。',
  ),
  permission_disconnect: fixed('Disconnect', '切断'),
  permission_disconnect_means: fixed(
    'Revokes the access to a mailbox at Google, and deletes it here.',
    'メールボックスへのアクセス権を Google で取り消し、コネクタから削除します。',
  ),
  permission_token: fixed('Get access tokens', 'アクセストークンの取得'),
  permission_token_means: fixed(
    'Hands out access tokens. Whoever has one can read the mailbox, as far as the connector may.',
    'アクセストークンを渡します。トークンがあれば、コネクタに許可された範囲でメールボックスを読み取れます。',
  ),
  callerLastCall: fixed('Last call', '最後の呼び出し'),
  callerNeverCalled: fixed('It has not called yet', 'まだ呼び出しはありません'),
  callerAnswered: fixed('Answered', '応答済み'),
  callerSecret: fixed('Secret', 'シークレット'),
  callerKey: fixed('Key', 'キー'),
  callerSecretOnce: fixed('Copy this now', '今すぐコピーしてください'),
  callerSecretOnceMeans: fixed(
    'It is shown for ten minutes in this browser, and never again. If it is lost, make a new one.',
    'このブラウザーに 10 分間だけ表示され、その後は表示できません。紛失した場合は新しく作成してください。',
  ),
  callerSecrets: fixed('Change the secret', 'シークレットの変更'),
  callerSecretsMean: fixed(
    'Make a new one, enter it in Salesforce, see that calls are answered, then end the earlier one. Until then both are accepted.',
    '新しいシークレットを作成して Salesforce に登録し、呼び出しに応答があることを確認してから、以前のシークレットを無効にします。それまでは両方が使えます。',
  ),
  callerSecretNewest: fixed('Made', '作成日時'),
  callerSecretEarlier: fixed('Earlier one, still accepted', '以前のシークレット(有効)'),
  callerNewSecret: fixed('Make a new one', '新しく作成'),
  callerEndSecret: fixed('End the earlier one', '以前のシークレットを無効にする'),
  removeCaller: fixed('Remove this caller', 'この呼び出し元を削除'),
  removeCallerMeans: fixed(
    'Within a minute its calls are refused. Delete its Named Credential or Outbound Message in Salesforce too.',
    '1 分以内に、この呼び出し元からの呼び出しは拒否されます。Salesforce の指定ログイン情報またはアウトバウンドメッセージも削除してください。',
  ),
  removeCallerConfirm: fixed('Remove caller', '呼び出し元を削除'),
  doneCaller_added: fixed('The caller was added.', '呼び出し元を追加しました。'),
  doneCaller_changed: fixed(
    'Saved. It counts everywhere within a minute.',
    '保存しました。1 分以内に反映されます。',
  ),
  doneCaller_rotated: fixed(
    'The new secret works. The earlier one does too, until you end it.',
    '新しいシークレットを作成しました。以前のシークレットも、無効にするまで使えます。',
  ),
  doneCaller_ended: fixed(
    'Only the newest secret is accepted now.',
    '最新のシークレットだけが有効になりました。',
  ),
  doneCallerRemoved: fixed('The caller was removed.', '呼び出し元を削除しました。'),
} as const;
