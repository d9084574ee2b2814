import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { freePort } from '../../build/free-port.ts';
import type { ImapServer } from '../../shared/google/endpoints.ts';
import { selfSignedCertificate, withoutCertificates } from '../google/certificate.ts';
import { describeWith } from '../support/describe-with.ts';
import { eventually } from '../support/eventually.ts';
import { findOnPath, isExecutable } from '../support/executable.ts';

const PLACES = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'];
const dovecot = findOnPath(['dovecot']) ?? PLACES.find(isExecutable) ?? null;
const hasImap = isExecutable('/usr/lib/dovecot/imap') || isExecutable('/usr/libexec/dovecot/imap');

const missing =
  dovecot && hasImap ? withoutCertificates : 'no dovecot with IMAP found (dovecot-imapd)';

/** A suite that needs a real IMAP server. */
export const describeWithDovecot = (name: string, suite: () => void): void =>
  describeWith(missing, name, suite);

export type Dovecot = ImapServer & {
  /** Every line of its log. */
  log(): string;
  stop(): Promise<void>;
};

/**
 * Starts Dovecot on loopback with TLS. It accepts an access token only where a tokeninfo endpoint says that it is
 * live, is the user's own, and has Gmail's full scope, as Gmail's server does.
 *
 * @param directory of the test, in which Dovecot keeps everything
 * @param tokenInfo the URL to which the access token is appended
 */
export async function startDovecot(directory: string, tokenInfo: string): Promise<Dovecot> {
  const port = await freePort();
  const tls = selfSignedCertificate(directory);
  const logFile = join(directory, 'dovecot.log');
  const log = (): string => readFileSync(logFile, 'utf8');
  writeFileSync(logFile, '');
  writeSettings(directory, { port, tokenInfo, logFile });
  const process = spawn(dovecot ?? '', ['-F', '-c', join(directory, 'dovecot.conf')], {
    stdio: 'ignore',
  });
  const what = (): string => `Dovecot to start: ${log()}`;
  await eventually(() => greets(port, tls.cert), { what }).catch(async (thrown: unknown) => {
    await ended(process);
    throw thrown;
  });
  return { host: '127.0.0.1', port, ca: tls.cert, log, stop: () => ended(process) };
}

type Settings = { readonly port: number; readonly tokenInfo: string; readonly logFile: string };

function writeSettings(directory: string, { port, tokenInfo, logFile }: Settings): void {
  const oauth = join(directory, 'oauth2.conf');
  const mail = join(directory, 'mail');
  mkdirSync(mail);
  // Dovecot's processes run as users of their own when it is started by root.
  for (const each of [directory, mail]) chmodSync(each, 0o777);
  writeFileSync(
    oauth,
    `tokeninfo_url = ${tokenInfo}
username_attribute = email
scope = https://mail.google.com/
`,
  );
  writeFileSync(
    join(directory, 'dovecot.conf'),
    `base_dir = ${join(directory, 'run')}
state_dir = ${join(directory, 'state')}
log_path = ${logFile}
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <${join(directory, 'cert.pem')}
ssl_key = <${join(directory, 'key.pem')}
auth_mechanisms = xoauth2
auth_failure_delay = 0
auth_verbose = yes
mail_location = maildir:~/Maildir
first_valid_uid = 1
${usersOf()}
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${oauth}
}
userdb {
  driver = static
  args = ${idsOf()} home=${mail}/%u
}
namespace inbox {
  inbox = yes
  mailbox Cases {
    auto = create
  }
}
service anvil {
  chroot =
  # Without this, each failed login delays the next one from the same address.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
`,
  );
}

const isRoot = (): boolean => userInfo().uid === 0;

/** Without root, every process of Dovecot runs as the user of the test. */
function usersOf(): string {
  if (isRoot()) return '';
  const { username } = userInfo();
  return `default_internal_user = ${username}\ndefault_login_user = ${username}\n`;
}

const idsOf = (): string =>
  isRoot() ? 'uid=nobody gid=nogroup' : `uid=${userInfo().uid} gid=${userInfo().gid}`;

/** Whether it greets. A port that takes connections may still have no process behind it that answers. */
const greets = (port: number, ca: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', ca });
    const end = (isGreeted: boolean): void => {
      socket.destroy();
      resolve(isGreeted);
    };
    socket.once('data', (greeting) => end(String(greeting).startsWith('* OK')));
    socket.once('error', () => end(false)).once('close', () => end(false));
  });

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const end = new Promise((resolve) => process.once('exit', resolve));
  process.kill();
  await end;
}
