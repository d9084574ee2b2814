import { both, type Entry } from '../entry.ts';
import { OPEN_SERVICE_ACCOUNTS } from './steps.ts';

const MAKE_KEY = both(
  'Open the “Keys” tab and click “Add key” > “Create new key” > JSON. Give the connector that file unchanged.',
  '[鍵] タブで [キーを追加] > [新しい鍵を作成] > [JSON] をクリックし、ダウンロードしたファイルを変更せずに指定してください。',
);

const CHOOSE_SUBJECT = both(
  'Enter the common name (CN) or the whole subject of one of them, or * for the first one that has a private key.',
  'いずれかの証明書の共通名(CN)またはサブジェクト全体を入力してください。* を入力すると、秘密鍵のある最初の証明書を使います。',
);

/** Why a service account's key could not be read. The person who chose the file reads this. */
export const KEYS = {
  key_unrecognised: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('This is not a service account’s key', 'サービス アカウントの鍵ではありません'),
    explanation: both(
      'The file is neither Google’s JSON key file nor a private key in PEM or P12, or it is larger than 64 KB.',
      'Google の JSON 鍵ファイルでも、PEM または P12 の秘密鍵でもないか、64 KB を超えています。',
    ),
    remedy: [OPEN_SERVICE_ACCOUNTS, MAKE_KEY],
    links: [],
  },
  key_truncated: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('The key is damaged or not complete', '鍵が破損しているか、途中で切れています'),
    explanation: both(
      'A part of the key is missing or was changed, probably when it was copied or encoded in Base64.',
      '鍵の一部が欠けているか、変わっています。コピーや Base64 への変換の際に崩れた可能性があります。',
    ),
    remedy: [
      both(
        'Choose the file itself instead of pasting its text, or copy all of it, with the first and the last line.',
        'テキストを貼り付けずにファイルそのものを選択するか、最初の行から最後の行まで、すべてコピーしてください。',
      ),
    ],
    links: [],
  },
  key_private_missing: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('There is no private key in the file', '秘密鍵が含まれていません'),
    explanation: both(
      'The file has a certificate or a public key, but not the private key that belongs to it. Only the private key can sign.',
      'ファイルには証明書または公開鍵がありますが、対応する秘密鍵がありません。署名には秘密鍵が必要です。',
    ),
    remedy: [
      both(
        'Choose the file with the private key: in PEM it begins with “BEGIN PRIVATE KEY”. Export a P12 file together with its private key.',
        '秘密鍵を含むファイルを選択してください。PEM では「BEGIN PRIVATE KEY」で始まります。P12 は秘密鍵と一緒にエクスポートしてください。',
      ),
    ],
    links: [],
  },
  key_type_unsupported: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('The key is not an RSA key', 'RSA の鍵ではありません'),
    explanation: both(
      'Google’s service accounts sign with RSA. This key is of another type, such as EC or OpenSSH.',
      'Google のサービス アカウントは RSA で署名します。この鍵は EC や OpenSSH など、別の種類です。',
    ),
    remedy: [OPEN_SERVICE_ACCOUNTS, MAKE_KEY],
    links: [],
  },
  key_too_short: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('The RSA key is too short', 'RSA の鍵が短すぎます'),
    explanation: both(
      'A key of fewer than 2048 bits is not safe, and the connector does not use it.',
      '2048 ビット未満の鍵は安全ではないため、使用できません。',
    ),
    remedy: [OPEN_SERVICE_ACCOUNTS, MAKE_KEY],
    links: [],
  },
  key_encrypted: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('The PEM key is encrypted', 'PEM の鍵が暗号化されています'),
    explanation: both(
      'The private key is protected with a password. The connector reads passwords for P12 files only.',
      '秘密鍵がパスワードで保護されています。コネクタがパスワードで開けるのは P12 ファイルだけです。',
    ),
    remedy: [
      both(
        'Decrypt it with “openssl pkey -in key.pem -out open.pem”, give the connector the new file, and delete it afterwards. Or make a P12 file of it.',
        '「openssl pkey -in key.pem -out open.pem」で復号した新しいファイルを指定し、その後は削除してください。P12 ファイルに変換しても使えます。',
      ),
    ],
    links: [],
  },
  key_of_another_kind: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('This is another kind of Google credential', '別の種類の認証情報です'),
    explanation: both(
      'The file is a JSON file of Google’s, but no service account’s key, whose type is “service_account”. A client’s file (“web”, “installed”) belongs to OAuth; the others (“authorized_user”, “external_account”, “impersonated_service_account”, “gdch_service_account”) cannot act for mailboxes.',
      'Google の JSON ファイルですが、サービス アカウントの鍵(種類が「service_account」)ではありません。「web」や「installed」は OAuth クライアントのファイルです。「authorized_user」「external_account」「impersonated_service_account」「gdch_service_account」ではメールボックスを代理できません。',
    ),
    remedy: [
      both(
        'For an OAuth client’s file: set its client ID and secret as GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET instead.',
        'OAuth クライアントのファイルの場合は、クライアント ID とシークレットを GOOGLE_CLIENT_ID と GOOGLE_CLIENT_SECRET に設定してください。',
      ),
      both(
        'For a credential without a key, such as an impersonated or external account: choose signing without a key.',
        '「impersonated_service_account」や「external_account」のように鍵のない認証情報の場合は、鍵を使わない署名方式を選択してください。',
      ),
      OPEN_SERVICE_ACCOUNTS,
      MAKE_KEY,
    ],
    links: [],
  },
  key_password_wrong: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('The password does not open the P12 file', 'P12 ファイルのパスワードが違います'),
    explanation: both(
      'The P12 file is protected with another password, or it is damaged.',
      'P12 ファイルは別のパスワードで保護されているか、破損しています。',
    ),
    remedy: [
      both(
        'Enter the password with which the file was made. For a file from Google’s console it is notasecret.',
        'ファイルの作成時に設定したパスワードを入力してください。Google のコンソールで作成したファイルのパスワードは notasecret です。',
      ),
    ],
    links: [],
  },
  key_encryption_unsupported: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both(
      'The P12 file’s encryption is not supported',
      'P12 ファイルの暗号化方式に対応していません',
    ),
    explanation: both(
      'The connector reads the encryption that OpenSSL, Java and Google’s console use, with at most 200,000 iterations in all.',
      'コネクタが対応しているのは OpenSSL、Java、Google のコンソールの標準的な暗号化方式で、反復回数が合計 20 万回までのものです。',
    ),
    remedy: [
      both(
        'Make the file again with “openssl pkcs12 -export”, without further options, and give the connector the new file.',
        '「openssl pkcs12 -export」で、ほかのオプションを付けずにファイルを作り直し、新しいファイルを指定してください。',
      ),
    ],
    links: [],
  },
  key_certificate_unmatched: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('No certificate has that subject', '該当する証明書がありません'),
    explanation: both(
      'The P12 file was opened, but no certificate in it has the subject that you entered.',
      'P12 ファイルは開けましたが、入力されたサブジェクトの証明書が含まれていません。',
    ),
    remedy: [CHOOSE_SUBJECT],
    links: [],
  },
  key_certificate_ambiguous: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('Several certificates have that subject', '該当する証明書が複数あります'),
    explanation: both(
      'The P12 file has several certificates with the subject that you entered, so it is not clear whose key is meant.',
      '入力されたサブジェクトの証明書が P12 ファイルに複数あるため、どの鍵を使うか判断できません。',
    ),
    remedy: [CHOOSE_SUBJECT],
    links: [],
  },
} as const satisfies Record<string, Entry>;
