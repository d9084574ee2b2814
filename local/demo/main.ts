import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { terminalLanguage } from '../../shared/config/environment.ts';
import { asAppError } from '../../shared/errors.ts';
import { explainStart } from '../../shared/start-remedies.ts';
import { createPrettyStream } from '../pretty-stream.ts';
import { readerIn } from '../reader.ts';
import { startLocalServer } from '../server.ts';
import { buildDemo, type DemoOptions, demoConfig } from './build-demo.ts';
import { takePictures } from './pictures.ts';

// Only the owner may read the files that this process creates: the key file, the databases.
process.umask(0o077);

const language = terminalLanguage();
const { say } = readerIn(language);
const { values } = parseArgs({
  options: {
    directory: { type: 'string', default: '.demo' },
    mailboxes: { type: 'string', default: '10000' },
    port: { type: 'string', default: process.env['PORT'] ?? '8080' },
    pictures: { type: 'boolean', default: false },
  },
});
const options: DemoOptions = {
  directory: resolve(values.directory),
  mailboxes: Math.min(100_000, Math.max(20, Math.trunc(Number(values.mailboxes)) || 0)),
  port: Number(values.port),
};

try {
  const count = options.mailboxes.toLocaleString('en');
  print(
    say(
      `Preparing ${count} mailboxes and a month of checks and mail …`,
      `${count} 件のメールボックスと、1 か月分の確認とメールを準備しています…`,
    ),
  );
  const took = await buildDemo(options);
  const seconds = ((took ?? 0) / 1000).toFixed(1);
  print(
    took === null
      ? say('They are there already.', '準備済みです。')
      : say(`Done in ${seconds} s.`, `${seconds} 秒で完了しました。`),
  );
  const server = await startLocalServer({ logStream: createPrettyStream() }, demoConfig(options));
  const { baseUrl } = server.config;
  if (values.pictures) {
    await takePictures(baseUrl);
    await server.close();
    process.exit(0);
  }
  print(welcome(baseUrl));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      print(say('\nStopping.', '\n終了します。'));
      await server.close();
      process.exit(0);
    });
  }
} catch (thrown) {
  const cannot = say('Cannot start. ', '起動できません。');
  process.stderr.write(`\n${cannot}${explainStart({ error: asAppError(thrown), language })}\n\n`);
  process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function welcome(baseUrl: string): string {
  return [
    '',
    `  ${say('Open', '開く')}           ${baseUrl}/setup-page`,
    `  ${say('Sign in as', 'ログイン')}     admin@example.com`,
    `  ${say('Cases', 'ケース')}          ${baseUrl}/salesforce/cases`,
    `  ${say('Switches', 'スイッチ')}       ${baseUrl}/google/emulator`,
    '',
    say(
      'Stop with Ctrl-C. Delete the directory .demo to begin anew.',
      '終了するには Ctrl-C を押します。最初からやり直すには、ディレクトリ .demo を削除します。',
    ),
    '',
  ].join('\n');
}
