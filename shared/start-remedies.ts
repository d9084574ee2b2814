import { type AppError, type ErrorCode, errorEntry, factsIn } from './errors.ts';
import type { Language } from './language.ts';

type Remedy = Readonly<Record<Language, string>>;

/**
 * What to do when the server does not start, by code, in Markdown: docs/troubleshooting.md and its Japanese twin have the same rows,
 * and a terminal prints the one that fits.
 */
export const START_REMEDIES = {
  configuration_invalid: {
    en: 'Correct everything that the message names, in `.env` or in the environment. See [configuration.md](configuration.md).',
    ja: 'メッセージに示された問題を、`.env` または環境変数ですべて修正してください。[configuration.md](configuration.md) を参照してください。',
  },
  port_in_use: {
    en: 'Another program uses the port. Choose another, as in `PORT=8081 npm start`; with the real Google, register the new redirect URI too. With a `BASE_URL` of your own, change both.',
    ja: 'ポートは別のプログラムが使用しています。`PORT=8081 npm start` のように、別のポートを指定してください。実際の Google を使う場合は、新しいリダイレクト URI も登録してください。`BASE_URL` を設定している場合は、両方を変更してください。',
  },
  data_in_use: {
    en: 'A server already runs on this `DATA_DIR`: the message names its process and its address. Use that server, stop it, or choose another directory.',
    ja: 'この `DATA_DIR` では、別のサーバーがすでに動作しています。メッセージにプロセス ID とアドレスが示されています。そのサーバーを使うか、停止するか、別のディレクトリを指定してください。',
  },
  data_directory_unusable: {
    en: 'The directory of `DATA_DIR` cannot be created or written. `EACCES`, `EPERM`: give it to the user who starts the server. `ENOTDIR`: a part of the path is a file. `EROFS`, `SQLITE_READONLY`: the disk or a file in the directory is read-only. `ENOSPC`, `SQLITE_FULL`: the disk is full. `ENOENT`: nothing can be created at this path. Otherwise choose another directory.',
    ja: '`DATA_DIR` のディレクトリを作成できないか、書き込めません。`EACCES`、`EPERM`: サーバーを起動するユーザーに権限を付与してください。`ENOTDIR`: パスの途中にファイルがあります。`EROFS`、`SQLITE_READONLY`: ディスクまたはファイルが読み取り専用です。`ENOSPC`、`SQLITE_FULL`: ディスクに空きがありません。`ENOENT`: このパスには作成できません。その他の場合は、別のディレクトリを指定してください。',
  },
  store_unavailable: {
    en: 'Another process held the database for ten seconds. Stop what else works on this `DATA_DIR`, and start again.',
    ja: '別のプロセスがデータベースを 10 秒間使用していました。この `DATA_DIR` を使用している他のプロセスを停止してから、再起動してください。',
  },
  store_corrupt: {
    en: 'A database is damaged, or belongs to another program. Restore `connector.sqlite` and `keys.json` from the same backup. If the file is `google.sqlite`, delete it: the emulated Google starts from scratch, and its mailboxes have to be reconnected. If it is `server.lock`, delete it.',
    ja: 'データベースが破損しているか、別のプログラムのものです。`connector.sqlite` と `keys.json` を、同じバックアップから復元してください。ファイルが `google.sqlite` の場合は削除してください。エミュレーターが初期状態に戻り、メールボックスの再接続が必要になります。`server.lock` の場合も削除してください。',
  },
  store_newer: {
    en: 'A newer version wrote the database. Start that version, or restore an earlier backup.',
    ja: 'データベースは新しいバージョンで作成されています。そのバージョンを起動するか、以前のバックアップを復元してください。',
  },
  store_of_another_client: {
    en: 'The directory holds grants of another OAuth client, or of the emulated Google while the real one is configured (or the reverse). With another client every grant would be refused. Set `DATA_DIR` to another directory. A directory without any mailbox belongs to no client, and takes the configured one.',
    ja: 'ディレクトリにあるのは、別の OAuth クライアント、または設定と異なる Google(実際の Google またはエミュレーター)の許可情報です。別のクライアントでは、すべての許可が拒否されます。`DATA_DIR` に別のディレクトリを指定してください。メールボックスがないディレクトリは、どのクライアントのものでもないため、設定されたクライアントで使えます。',
  },
  store_missing: {
    en: '`keys.json` is there, but the named database is missing or empty. Check `DATA_DIR`, and whether its disk is mounted. Restore `connector.sqlite` and `keys.json` from the same backup. Keep a file `connector.sqlite-wal`: it may still hold the records, and nothing here touches it.',
    ja: '`keys.json` はありますが、表示されたデータベースがないか空です。`DATA_DIR` と、ディスクがマウントされていることを確認し、`connector.sqlite` と `keys.json` を同じバックアップから復元してください。`connector.sqlite-wal` には記録が残っている可能性があるため、削除しないでください(コネクタは変更しません)。',
  },
  keys_of_another_store: {
    en: '`keys.json` belongs to another database, or to an earlier or later state of this one. Restore both from the same backup.',
    ja: '`keys.json` は、別のデータベース、またはこのデータベースの別の時点のものです。両方を同じバックアップから復元してください。',
  },
  key_file_unusable: {
    en: '`open to others`: run `chmod 600 .data/keys.json`. `ENOENT`: the database exists but its keys do not; restore the file from the backup. `malformed`: restore the file too.',
    ja: '`open to others`: `chmod 600 .data/keys.json` を実行してください。`ENOENT`: データベースはありますが、鍵がありません。ファイルをバックアップから復元してください。`malformed`: この場合も、ファイルを復元してください。',
  },
  internal: {
    en: 'An unexpected error: please report it.',
    ja: '予期しないエラーです。ご報告ください。',
  },
} as const satisfies Partial<Record<ErrorCode, Remedy>>;

const PAGE = 'docs/troubleshooting.md';
const JAPANESE_PAGE = 'docs/troubleshooting.ja.md';

/**
 * Why a program did not start, and what to do, as text for a terminal.
 *
 * @param language of the terminal. The facts themselves are in English
 */
export function explainStart({ error, language }: { error: AppError; language: Language }): string {
  return [...described(error, language), '', adviceFor(error.code, language)].join('\n');
}

/** Why a command failed, as text for a terminal. Its state may be in the cloud, where other advice holds. */
export const explainFailure = (error: AppError): string =>
  [...described(error, 'en'), '', `What to do: ${PAGE}, under ${error.code}.`].join('\n');

const described = (error: AppError, language: Language): readonly string[] => [
  `${errorEntry(error.code)[language]} (${error.code})`,
  ...factsIn(error).map((fact) => `  - ${fact}`),
];

function adviceFor(code: ErrorCode, language: Language): string {
  const remedies: Partial<Record<ErrorCode, Remedy>> = START_REMEDIES;
  const remedy = remedies[code];
  if (language === 'ja') {
    return remedy
      ? `対処: ${plain(remedy.ja)}\n詳細: ${JAPANESE_PAGE} の ${code}`
      : `対処: ${JAPANESE_PAGE} の ${code} を参照してください。`;
  }
  const where = `${PAGE}, under ${code}.`;
  return remedy ? `What to do: ${plain(remedy.en)}\nMore: ${where}` : `What to do: ${where}`;
}

/** Markdown as a terminal shows it: without code marks, and a link as the path of its document. */
const plain = (markdown: string): string =>
  markdown.replaceAll('`', '').replaceAll(/\[[^\]]*\]\(([^)]*)\)/g, 'docs/$1');
