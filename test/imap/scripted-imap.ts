import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { afterEach } from '@jest/globals';
import type { ImapServer } from '../../shared/google/endpoints.ts';

const GREETING = '* OK Gimap ready for requests from 127.0.0.1 marked\r\n';
const CAPABILITIES =
  '* CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN\r\n';

/** How a scripted server behaves. */
export type Script = {
  /** Sent instead of Gmail's greeting; null: it stays silent. */
  readonly greeting?: string | null;
  /** The challenge of a failed login, which is sent as base64 of its JSON. */
  readonly challenge?: object;
  /** The tagged answer to the login, without its tag; null: the server ends the connection. */
  readonly answer?: string | null;
};

const open = new Set<() => void>();
afterEach(() => {
  for (const close of open) close();
  open.clear();
});

/** An IMAP server on loopback that refuses logins in the words of a test, until the test ends. */
export async function serveImap(
  { key, cert }: { readonly key: string; readonly cert: string },
  script: Script,
): Promise<ImapServer & { readonly received: string[] }> {
  const received: string[] = [];
  const server = createServer({ key, cert }, (socket) => converse(socket, script, received));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  open.add(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { host: '127.0.0.1', port, ca: cert, received };
}

function converse(socket: TLSSocket, script: Script, received: string[]): void {
  const { greeting = GREETING } = script;
  open.add(() => socket.destroy());
  socket.on('error', () => {});
  if (greeting !== null) socket.write(greeting);
  const reply = replies(script);
  socket.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\r\n').slice(0, -1)) {
      received.push(line);
      const answer = reply(line);
      if (answer === null) socket.destroy();
      else socket.write(answer);
    }
  });
}

/** Answers one line after the other; null ends the connection. */
function replies({ challenge, answer }: Script): (line: string) => string | null {
  let login = '';
  const refusal = (): string | null => (answer === null ? null : `${login} ${answer}\r\n`);
  return (line) => {
    const [tag = '', command] = line.split(' ');
    switch (command) {
      case 'CAPABILITY':
        return `${CAPABILITIES}${tag} OK Thats all she wrote!\r\n`;
      case 'ID':
        return `* ID NIL\r\n${tag} OK Success\r\n`;
      case 'AUTHENTICATE':
        login = tag;
        return challenge ? `+ ${encoded(challenge)}\r\n` : refusal();
      default:
        // The client ends the exchange with an empty line.
        return line === '' ? refusal() : `${tag} BAD Unknown command\r\n`;
    }
  };
}

const encoded = (challenge: object): string =>
  Buffer.from(JSON.stringify(challenge)).toString('base64');
