import { relative } from 'node:path';
import { terminalLanguage } from '../../shared/config/environment.ts';
import { asAppError } from '../../shared/errors.ts';
import { explainStart } from '../../shared/start-remedies.ts';
import { createPrettyStream } from '../pretty-stream.ts';
import { readerIn } from '../reader.ts';
import { startLocalServer } from '../server.ts';
import { buildDemo, demoConfig } from './build-demo.ts';
import { type DemoCall, FEWEST_MAILBOXES, MOST_MAILBOXES, readDemoCall } from './options.ts';
import { takePictures } from './pictures.ts';

// Only the owner may read the files that this process creates: the key file, the databases.
process.umask(0o077);

const language = terminalLanguage();
const { say } = readerIn(language);
const options = readDemoCall(process.argv.slice(2), process.env['PORT'] ?? '8080');
if (options) await demonstrate(options);
else refuse();

async function demonstrate(call: DemoCall): Promise<void> {
  try {
    await prepare(call);
    const server = await startLocalServer({ logStream: createPrettyStream() }, demoConfig(call));
    if (call.pictures) {
      await takePictures(server.config.baseUrl);
      await server.close();
      process.exit(0);
    }
    print(welcome(server.config.baseUrl, call));
    endOnSignal(() => server.close());
  } catch (thrown) {
    const cannot = say('Cannot start. ', '起動できません。');
    process.stderr.write(`\n${cannot}${explainStart({ error: asAppError(thrown), language })}\n\n`);
    process.exitCode = 1;
  }
}

async function prepare(call: DemoCall): Promise<void> {
  const count = call.mailboxes.toLocaleString('en');
  print(
    say(
      `Preparing ${count} mailboxes and a month of checks and mail …`,
      `${count} 件のメールボックスと、1 か月分の確認とメールを準備しています…`,
    ),
  );
  const took = await buildDemo(call);
  const seconds = ((took ?? 0) / 1000).toFixed(1);
  print(
    took === null
      ? say('They are there already.', '準備済みです。')
      : say(`Done in ${seconds} s.`, `${seconds} 秒で完了しました。`),
  );
}

function endOnSignal(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      print(say('\nStopping.', '\n終了します。'));
      await close();
      process.exit(0);
    });
  }
}

function refuse(): void {
  const [fewest, most] = [FEWEST_MAILBOXES, MOST_MAILBOXES].map((each) =>
    each.toLocaleString('en'),
  );
  const lines = [
    say('The arguments are wrong.', '引数が正しくありません。'),
    '',
    say('Usage:', '使い方:'),
    '  npm run demo -- [--directory DIRECTORY] [--mailboxes NUMBER] [--port NUMBER] [--pictures]',
    '',
    `  --directory  ${say('where the demo is kept; by default .demo', 'デモの保存先。省略時は .demo')}`,
    `  --mailboxes  ${say(`${fewest} to ${most}; by default 10,000`, `${fewest}~${most} 件。省略時は 10,000 件`)}`,
    `  --port       ${say('1 to 65535; by default that of PORT, or 8080', '1~65535。省略時は PORT の値、または 8080')}`,
    `  --pictures   ${say('makes the pictures of the READMEs instead', 'README の画像を作成して終了します')}`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = 2;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function welcome(baseUrl: string, { directory }: DemoCall): string {
  const shown = relative(process.cwd(), directory) || directory;
  return [
    '',
    `  ${say('Open', '開く')}           ${baseUrl}/setup-page`,
    `  ${say('Sign in as', 'ログイン')}     admin@example.com`,
    `  ${say('Cases', 'ケース')}          ${baseUrl}/salesforce/cases`,
    `  ${say('Switches', 'スイッチ')}       ${baseUrl}/google/emulator`,
    '',
    say(
      `Stop with Ctrl-C. Delete the directory ${shown} to begin anew.`,
      `終了するには Ctrl-C を押します。最初からやり直すには、ディレクトリ ${shown} を削除します。`,
    ),
    '',
  ].join('\n');
}
