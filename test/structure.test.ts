import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { temporaryDirectory } from './support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const copy = join(temporaryDirectory(), 'house');

const FOLDERS = ['functions', 'shared', 'commands', 'build', 'local'];

/** Each import rule, with a line that breaks it. */
const BREACHES = [
  ['core-is-pure', 'shared/tokens', `import '../config/index.ts';`],
  ['core-is-pure', 'shared/tokens', `import 'zod';`],
  ['core-needs-no-node', 'shared/tokens', `import 'node:fs';`],
  ['tokens-have-one-face', 'functions', `import '../shared/tokens/refresh/lease.ts';`],
  ['tokens-model-imports', 'shared/tokens/model', `import '../fleet/judge-fleet.ts';`],
  ['tokens-authorization-imports', 'shared/tokens/authorization', `import '../refresh/lease.ts';`],
  [
    'tokens-authorization-imports',
    'shared/tokens/authorization',
    `import '../fleet/judge-fleet.ts';`,
  ],
  ['tokens-fleet-imports', 'shared/tokens/fleet', `import '../refresh/lease.ts';`],
  ['tokens-refresh-imports', 'shared/tokens/refresh', `import '../authorization/begin.ts';`],
  ['concurrency-is-pure', 'shared/concurrency', `import '../tokens/index.ts';`],
  ['network-is-pure', 'shared/network', `import '../google/index.ts';`],
  ['private-keys-are-pure', 'shared/private-keys', `import '../network/short-fetch.ts';`],
  ['salesforce-knows-no-google', 'shared/salesforce/api', `import '../../google/index.ts';`],
  ['mail-is-pure', 'shared/mail/intake', `import '../../tokens/index.ts';`],
  ['mail-is-pure', 'shared/mail', `import 'zod';`],
  ['mail-is-parsed-in-one-room', 'shared/mail/filing', `import 'mailparser';`],
  ['mail-is-parsed-in-one-room', 'shared/google', `import 'sanitize-html';`],
  ['xml-is-parsed-in-one-room', 'shared/salesforce/webhook', `import 'saxes';`],
  ['mail-is-composed-in-one-room', 'shared/mail/message', `import 'nodemailer';`],
  ['mail-needs-no-node', 'shared/mail/message', `import 'node:fs';`],
  ['mail-has-few-faces', 'shared/jobs', `import '../mail/intake/sweep.ts';`],
  ['mail-has-few-faces', 'functions', `import '../shared/mail/message/index.ts';`],
  ['delegation-check-is-pure', 'shared/delegation-check', `import '../google/index.ts';`],
  ['jobs-know-no-page', 'shared/jobs', `import '../pages/index.ts';`],
  ['web-knows-no-handler', 'shared/web', `import '../setup/index.ts';`],
  ['notifications-know-no-page', 'shared/notifications', `import '../web/flash.ts';`],
  ['operations-know-no-page', 'shared/salesforce/webhook', `import '../../jobs/run-job.ts';`],
  ['documents-know-no-store', 'shared/adapters/documents', `import '../local/index.ts';`],
  ['stores-know-not-each-other', 'shared/adapters/local', `import '../cloud/index.ts';`],
  [
    'secret-manager-knows-no-firestore',
    'shared/adapters/cloud/secret-manager',
    `import '@google-cloud/firestore';`,
  ],
  ['environment-read-once', 'shared/google', `import '../config/environment.ts';`],
  ['google-packages-in-google-only', 'shared/probe', `import 'google-auth-library';`],
  ['google-packages-in-google-only', 'shared/probe', `import 'imapflow';`],
  ['gmail-composed-in-runtime', 'shared/setup', `import '../google/gmail.ts';`],
  ['cloud-packages-in-cloud-only', 'shared/google', `import '@google-cloud/firestore';`],
  ['adapters-behind-runtime', 'functions', `import '../shared/adapters/local/index.ts';`],
  ['adapters-behind-runtime', 'local', `import '../shared/adapters/local/index.ts';`],
  ['nothing-imports-functions', 'shared/http', `import '../../functions/index.ts';`],
  ['nothing-imports-functions', 'commands', `import '../functions/index.ts';`],
  ['product-knows-no-emulator', 'shared/google', `import '../../local/front.ts';`],
  ['each-beside-the-product', 'build', `import '../local/front.ts';`],
  ['each-beside-the-product', 'commands', `import '../build/free-port.ts';`],
  ['no-dev-packages-in-the-product', 'shared/google', `import 'oidc-provider';`],
  ['no-circular', 'shared/sealing', `import './other.ts';`],
] as const;

describe('the import directions', () => {
  beforeAll(() => {
    mkdirSync(copy);
    const parts = [...FOLDERS, 'tsconfig.json', 'package.json'];
    for (const part of [...parts, '.dependency-cruiser.mjs']) {
      cpSync(join(ROOT, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });

  test('are followed, and every rule finds a breach', () => {
    for (const [number, [, folder, line]] of BREACHES.entries()) {
      writeFileSync(join(copy, folder, `breach${number}.ts`), `${line}\n`);
    }
    // The last breach imports this file.
    writeFileSync(
      join(copy, 'shared/sealing/other.ts'),
      `import './breach${BREACHES.length - 1}.ts';\n`,
    );
    const expected = BREACHES.map(
      ([rule, folder], number) => `${rule} ${folder}/breach${number}.ts`,
    );
    const found = violations();
    expect(found).toEqual(expect.arrayContaining(expected));
    // One run for both, because it reads a thousand files. Nothing imports a breach but these two files.
    expect(
      found.filter((line) => !/ shared\/sealing\/other\.ts$|\/breach\d+\.ts$/.test(line)),
    ).toEqual([]);
  });
});

type Violation = { readonly rule: { readonly name: string }; readonly from: string };

function violations(): string[] {
  const report = join(copy, 'report.json');
  const options = ['--config', '.dependency-cruiser.mjs', '-T', 'json', '-f', report];
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [program, ...options, ...FOLDERS];
  spawnSync(process.execPath, args, { cwd: copy });
  const { summary } = JSON.parse(readFileSync(report, 'utf8'));
  return summary.violations.map(({ rule, from }: Violation) => `${rule.name} ${from}`);
}
