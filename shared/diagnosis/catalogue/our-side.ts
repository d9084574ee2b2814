import { both, type Entry, showing } from '../entry.ts';
import { START_AGAIN, TELL_CONNECTOR_TEAM } from './steps.ts';

/** Failures on our side: connections, stores and configuration; and failures of unknown cause. */
export const OUR_SIDE = {
  google_unavailable: {
    actor: 'nobody_retry',
    retries: true,
    title: both('Google cannot be reached at the moment', '現在 Google に接続できません'),
    explanation: both(
      'Google did not answer, is overloaded, or answered with an error page. The mailbox itself is not at fault, and nothing was changed.',
      'Google が応答しないか、混み合っているか、エラーページを返しました。メールボックスに問題はなく、何も変更していません。',
    ),
    remedy: [
      both(
        'For connected mailboxes you need not do anything: we try again by ourselves.',
        '接続済みのメールボックスについては、自動で再試行するため操作は必要ありません。',
      ),
      both(
        'If you were connecting a mailbox just now, start again in a few minutes.',
        'メールボックスを接続する途中だった場合は、数分後に最初からやり直してください。',
      ),
    ],
    links: [],
  },
  google_unrecognised: {
    actor: 'developer',
    retries: false,
    title: both(
      'Google refused, and we do not know the reason',
      'Google に拒否されましたが、理由を特定できません',
    ),
    explanation: both(
      'Google gave no reason that we recognise, so we would rather not guess. The technical answer is kept with the connection.',
      'Google の回答が、既知のどの原因にも当てはまりません。推測による案内は控えます。技術的な内容は接続の記録に残しています。',
    ),
    remedy: [
      both(
        'If Google showed you a page, enter its code or words under “Look up a Google or Salesforce error” on the setup page.',
        'Google の画面にエラーが表示された場合は、設定ページの「Google・Salesforce のエラーを調べる」にコードや文章を入力してください。',
      ),
      TELL_CONNECTOR_TEAM,
    ],
    links: [],
  },
  busy: {
    actor: 'nobody_retry',
    retries: true,
    title: both('This is being worked on right now', '現在処理しています'),
    explanation: both(
      'Another process is dealing with the same mailbox at this moment.',
      '同じメールボックスについて、別の処理が進行中です。',
    ),
    remedy: [
      both(
        'You need not do anything. Look again in a moment.',
        '操作は必要ありません。少し待ってから再読み込みしてください。',
      ),
    ],
    links: [],
  },
  reconnect_needed: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('This mailbox must be connected again', 'メールボックスの再接続が必要です'),
    explanation: both(
      'Google stopped accepting this mailbox’s consent. The reason was not recorded.',
      'Google がこのメールボックスの許可を受け付けなくなりました。理由は記録されていません。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'The mailbox’s owner signs in on Google’s page and clicks “Continue”.',
        'メールボックスの所有者が Google の画面でログインし、[続行] をクリックしてください。',
      ),
    ],
    links: [],
  },
  grant_lost: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('The mailbox’s stored consent is gone', '保存した許可情報が見つかりません'),
    explanation: both(
      'The consent that we kept is no longer in the vault: it was deleted there, or a backup was restored without it. Google is not at fault.',
      '保管していた許可情報が見つかりません。保管先から削除されたか、許可情報を含まないバックアップが復元された可能性があります。Google 側の問題ではありません。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'If several mailboxes show this, tell whoever runs the connector first: restoring the vault may bring all of them back.',
        '複数のメールボックスで起きている場合は、先にコネクタの運用担当者に知らせてください。保管先を復元すると、まとめて解決することがあります。',
      ),
    ],
    links: [],
  },
  disconnected: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('This mailbox was disconnected', 'このメールボックスは切断されています'),
    explanation: both(
      'Somebody disconnected this mailbox here on purpose. Its consent has been given up.',
      '設定ページでの操作により切断されました。許可はすでに破棄されています。',
    ),
    remedy: [
      both(
        'To use it again, connect it from the setup page.',
        '再び使用する場合は、設定ページから接続してください。',
      ),
    ],
    links: [],
  },
  connection_unknown: {
    actor: 'developer',
    retries: false,
    title: both('There is no such connection', 'その接続は存在しません'),
    explanation: both(
      'Somebody asked for a mailbox that has never been connected here, or under another name.',
      '接続されたことのないメールボックスか、誤った識別子が指定されました。',
    ),
    remedy: [
      both(
        'Compare the mailbox’s address in the Salesforce Flow with the list on the setup page.',
        'Salesforce のフローに設定したメールボックスのアドレスを、設定ページの一覧と照合してください。',
      ),
    ],
    links: [],
  },
  record_unreadable: {
    actor: 'developer',
    retries: false,
    title: both('The mailbox’s stored record cannot be opened', '保存されたレコードを開けません'),
    explanation: both(
      'Consents are stored encrypted. This one was changed by hand, or the key that opens it is gone. Google is not at fault.',
      '許可の情報は暗号化して保存しています。手動で変更されたか、復号に必要な鍵が失われています。Google 側の問題ではありません。',
    ),
    remedy: [
      both(
        'If a key was removed from the configuration lately, put it back: old keys are needed until everything is sealed under the new one.',
        '最近、設定から鍵を削除した場合は元に戻してください。すべての情報が新しい鍵に移るまで、古い鍵が必要です。',
      ),
      both(
        'Otherwise open the mailbox on the setup page and click “Reconnect”: its owner’s consent replaces the record. Or restore a backup.',
        'それ以外の場合は、設定ページでメールボックスを開き、[再接続] をクリックしてください。所有者の許可によってレコードが置き換えられます。バックアップを復元する方法もあります。',
      ),
    ],
    links: [],
  },
  store_missing: {
    actor: 'developer',
    retries: false,
    title: both('The database is missing', 'データベースが見つかりません'),
    explanation: both(
      'The key file is here, but the database that belongs to it is missing or empty. The connector does not start with an empty database, because no mailbox would be connected.',
      '鍵ファイルはありますが、対応するデータベースがないか空です。空のデータベースではメールボックスの接続が失われるため、起動しません。',
    ),
    remedy: [
      both(
        'Check that DATA_DIR names the right directory, and that its disk is mounted.',
        'DATA_DIR が正しいディレクトリを指していて、ディスクがマウントされていることを確認してください。',
      ),
      both(
        'Restore connector.sqlite and keys.json from the same backup. Keep a file connector.sqlite-wal: it may still hold the records.',
        'connector.sqlite と keys.json を同じバックアップから復元してください。connector.sqlite-wal がある場合は、レコードが残っている可能性があるため保管してください。',
      ),
      both(
        'Only to start over without the mailboxes: move the whole directory away, and connect each mailbox again.',
        'メールボックスの接続を破棄して最初からやり直す場合のみ、ディレクトリ全体を別の場所に移動し、各メールボックスを接続し直してください。',
      ),
    ],
    links: [],
  },
  keys_of_another_store: {
    actor: 'developer',
    retries: false,
    title: both(
      'The keys are not those of this database',
      '暗号鍵がこのデータベースのものではありません',
    ),
    explanation: both(
      'The keys cannot open what this database holds: one of the two was copied from another installation, or restored alone. Nothing was changed.',
      'この鍵では、データベースの内容を復号できません。鍵かデータベースの一方が、別の環境からコピーされたか、単独で復元されています。何も変更していません。',
    ),
    remedy: [
      both(
        'On one machine, restore connector.sqlite and keys.json from the same backup, and check DATA_DIR.',
        '1 台のマシンで動かしている場合は、connector.sqlite と keys.json を同じバックアップから復元し、DATA_DIR も確認してください。',
      ),
      both(
        'In the cloud, check GOOGLE_CLOUD_PROJECT, FIRESTORE_DATABASE and SECRET_PREFIX. The document installation/current must name the keys of this database.',
        'クラウドの場合は、GOOGLE_CLOUD_PROJECT、FIRESTORE_DATABASE、SECRET_PREFIX を確認してください。ドキュメント installation/current には、このデータベースの鍵を指定する必要があります。',
      ),
    ],
    links: [],
  },
  key_file_unusable: {
    actor: 'developer',
    retries: false,
    title: both('The connector’s key file cannot be used', '鍵ファイルを使用できません'),
    explanation: both(
      'The file that holds our encryption key is missing, damaged, or can be read by other users of the machine.',
      '暗号鍵のファイルが見つからないか、破損しているか、他のユーザーから読み取れる状態です。',
    ),
    remedy: [
      both(
        'Restore the file from a backup if it is damaged or missing.',
        'ファイルがない、または破損している場合は、バックアップから復元してください。',
      ),
      both(
        'Let only the connector’s own user read and write it (mode 0600), then start the connector again.',
        'コネクタの実行ユーザーだけが読み書きできるようにし(モード 0600)、再起動してください。',
      ),
    ],
    links: [],
  },
  store_unavailable: {
    actor: 'nobody_retry',
    retries: true,
    title: both('Our database does not answer', 'データストアが応答しません'),
    explanation: both(
      'The place where connections are stored cannot be reached. The mailboxes are not at fault; we try again by ourselves.',
      '接続情報の保存先に接続できません。メールボックスに問題はなく、自動で再試行します。',
    ),
    remedy: [
      both(
        'You need not do anything. If it lasts for more than a few minutes, tell whoever runs the connector.',
        '操作は必要ありません。数分以上続く場合は、コネクタの運用担当者に知らせてください。',
      ),
    ],
    links: [],
  },
  data_directory_unusable: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector’s data directory cannot be used',
      'データ ディレクトリを使用できません',
    ),
    explanation: both(
      'The directory that DATA_DIR names cannot be created or written. The mailboxes themselves are fine.',
      'DATA_DIR のディレクトリを作成できないか、書き込めません。メールボックス自体に問題はありません。',
    ),
    remedy: [
      both(
        'Check the directory’s owner, its permissions and the free disk space, then start the connector again.',
        'ディレクトリの所有者、権限、ディスクの空き容量を確認してから、コネクタを再起動してください。',
      ),
    ],
    links: [],
  },
  store_unusable: {
    actor: 'developer',
    retries: false,
    title: both('Our database cannot be used', 'データベースを使用できません'),
    explanation: both(
      'It is damaged, belongs to another program, or was written by a newer version of the connector.',
      'データベースが破損しているか、別のプログラムのものか、新しいバージョンのコネクタで作成されています。',
    ),
    remedy: [
      both(
        'If an older version was started by mistake, start the newer one.',
        '誤って古いバージョンを起動した場合は、新しいバージョンを起動してください。',
      ),
      both(
        'Otherwise restore the latest backup.',
        'それ以外の場合は、最新のバックアップを復元してください。',
      ),
    ],
    links: [],
  },
  already_running: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector cannot start a second time',
      '別のプログラムが使用中のため起動できません',
    ),
    explanation: both(
      'Another program already uses its data directory or its network port. Usually the connector is running already.',
      'データディレクトリまたはポートを別のプログラムが使用しています。多くの場合、コネクタがすでに動作しています。',
    ),
    remedy: [
      both(
        'Stop the other program, or choose another directory or port in the configuration.',
        'そのプログラムを停止するか、設定で別のディレクトリまたはポートを指定してください。',
      ),
    ],
    links: [],
  },
  configuration_invalid: {
    actor: 'developer',
    retries: false,
    title: both('The connector’s configuration has problems', 'コネクタの設定に問題があります'),
    explanation: both(
      'One or more settings are missing or wrong. The mailboxes themselves are fine.',
      '不足または誤りのある設定項目があります。メールボックス自体に問題はありません。',
    ),
    remedy: [
      both(
        'Start the connector and read its first lines: they list every problem at once.',
        'コネクタを起動し、最初に表示される内容を確認してください。すべての問題が一覧で示されます。',
      ),
    ],
    links: [],
  },
  webhook_secret_missing: {
    actor: 'developer',
    retries: false,
    title: both(
      'The Salesforce webhook has no secret yet',
      'Salesforce Webhook のシークレットが未設定です',
    ),
    explanation: both(
      'Messages from Salesforce are only accepted when a shared secret proves where they come from. None is set.',
      'Salesforce からのメッセージは、共有シークレットで送信元を確認できた場合だけ受け付けます。シークレットが設定されていません。',
    ),
    remedy: [
      both(
        'Add a caller under “Salesforce callers” on the setup page, and put its secret into Salesforce. Or set SALESFORCE_WEBHOOK_SECRETS, and start the connector again.',
        '設定ページの [Salesforce の呼び出し元] で呼び出し元を追加し、そのシークレットを Salesforce に登録してください。または、SALESFORCE_WEBHOOK_SECRETS を設定してからコネクタを再起動してください。',
      ),
    ],
    links: [],
  },
  notices_refused: {
    actor: 'developer',
    retries: false,
    title: both(
      'Nobody takes the connector’s messages',
      'コネクタからの通知が受け付けられていません',
    ),
    explanation: both(
      'The receiver at NOTIFY_URL did not answer, or answered with an error. The mailboxes are not affected.',
      'NOTIFY_URL の受信側が応答しないか、エラーを返しました。メールボックスに影響はありません。',
    ),
    remedy: [
      both(
        'Look into the receiver’s log: is it reachable, does it know the secret of NOTIFY_SECRETS, and does it answer within ten seconds with 200 to 299?',
        '受信側のログを確認してください。到達できること、NOTIFY_SECRETS と同じシークレットを使っていること、10 秒以内に 200 から 299 を返すことが必要です。',
      ),
    ],
    links: [],
  },
  request_refused: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector could not accept the request',
      'コネクタがリクエストを受け付けられませんでした',
    ),
    explanation: both(
      'The program that called the connector used a wrong address, a wrong format, or could not prove who it is. The mailboxes are not affected.',
      '呼び出し元のプログラムのアドレスまたは形式が正しくないか、呼び出し元を確認できませんでした。メールボックスに影響はありません。',
    ),
    remedy: [
      showing(
        'webhook_url',
        'Compare the URL, the body and the secret in the Salesforce Flow or scheduler with the connector’s configuration.',
        'Salesforce のフローやスケジューラの URL、本文、シークレットを、コネクタの設定と照合してください。',
      ),
    ],
    links: [],
  },
  our_defect: {
    actor: 'developer',
    retries: false,
    title: both('Something went wrong on our side', 'コネクタの内部でエラーが発生しました'),
    explanation: both(
      'The connector met something that it was not built for. You did nothing wrong, and nothing more was changed.',
      'コネクタで想定外の問題が発生しました。操作に誤りはなく、これ以上の変更は行っていません。',
    ),
    remedy: [
      both(
        'Try again once. If it happens again, send this page and the time to whoever runs the connector.',
        'もう一度だけお試しください。再び起こる場合は、このページの内容と発生時刻をコネクタの運用担当者に知らせてください。',
      ),
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
