import type { ImapTransportSocket } from 'imapflow';
import { AppError, type ErrorCode, systemCodeOf, type UpstreamReport } from '../errors.ts';
import { networkCodeIn } from '../network/network-failure.ts';
import type { ImapServer } from './endpoints.ts';
import { openImapSocket } from './imap-socket.ts';
import { imapReport } from './report.ts';

export type ImapLogin = {
  /** The mailbox's address, which must be the access token's own. */
  readonly address: string;
  /** With the scope `https://mail.google.com/`: Gmail accepts no other over IMAP. */
  readonly accessToken: string;
  readonly server: ImapServer;
  /** The whole login, from the first packet to the list of mailboxes: 15 seconds when left out. */
  readonly timeoutMs?: number;
};

/** What a login found: how many mailboxes (folders) the server lists; Gmail shows each label as one. */
export type ImapFinding = { readonly mailboxes: number };

const TIMEOUT_MS = 15_000;

/**
 * Logs in to an IMAP server with an access token (SASL XOAUTH2, or OAUTHBEARER of RFC 7628 where the server
 * offers it), lists the mailboxes and logs out. It reads no mail.
 *
 * @throws AppError `imap_refused` with what the server said, `google_unavailable` when it could not be reached
 *   or asks to try again later
 */
export async function loginToImap(login: ImapLogin): Promise<ImapFinding> {
  const { server, timeoutMs = TIMEOUT_MS } = login;
  const startedAt = performance.now();
  try {
    const socket = await openImapSocket(server, timeoutMs);
    const left = Math.max(1, timeoutMs - (performance.now() - startedAt));
    const timer = setTimeout(() => socket.destroy(slow()), left);
    return await listOver(socket, login).finally(() => {
      clearTimeout(timer);
      socket.destroy();
    });
  } catch (thrown) {
    throw refusalIn(thrown);
  }
}

const slow = () => Object.assign(new Error('timeout'), { code: 'ANSWER_TIMEOUT' });

async function listOver(
  socket: ImapTransportSocket,
  { address, accessToken, server: { host, port }, timeoutMs = TIMEOUT_MS }: ImapLogin,
): Promise<ImapFinding> {
  // Loaded at the first use, since few functions and few mailboxes use IMAP.
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    ...{ host, port, secure: true },
    auth: { user: address, accessToken },
    // Its log would hold the address and the server's answers.
    logger: false,
    verifyOnly: true,
    includeMailboxes: true,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    transport: {
      connect: (_, onConnect) => {
        setImmediate(onConnect);
        return socket;
      },
    },
  });
  // Without a listener, Node would end the process for an error after the answer of `connect`.
  client.on('error', () => {});
  await client.connect();
  return { mailboxes: client.mailboxList?.length ?? 0 };
}

/** What imapflow adds to its errors. */
type Thrown = {
  readonly responseStatus?: unknown;
  readonly serverResponseCode?: unknown;
  readonly responseText?: unknown;
  /** The reason of an untagged BYE. */
  readonly reason?: unknown;
  readonly oauthError?: unknown;
};

/** An error of our own: that of imapflow holds the command, and with it whatever imapflow does not mask. */
function refusalIn(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { responseStatus, serverResponseCode, responseText, reason, oauthError } =
    typeof thrown === 'object' && thrown !== null ? (thrown as Thrown) : {};
  const upstream = imapReport({
    responseCode: serverResponseCode,
    text: responseText ?? reason,
    challenge: oauthError,
    network: responseStatus === undefined ? networkIn(thrown) : null,
  });
  const isRefused = responseStatus === 'NO' || responseStatus === 'BAD';
  return new AppError(isRefused ? refusalCode(upstream) : 'google_unavailable', { upstream });
}

/** Codes of imapflow for a server that stopped answering. */
const SLOW: ReadonlySet<string> = new Set(['GREETING_TIMEOUT', 'ETIMEOUT']);

function networkIn(thrown: unknown): string | null {
  return SLOW.has(systemCodeOf(thrown) ?? '') ? 'ANSWER_TIMEOUT' : networkCodeIn(thrown);
}

/** The response codes that speak of a moment and not of the mailbox (RFC 9051 §7.1; OVERQUOTA is Gmail's limit). */
const TRANSIENT: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'OVERQUOTA']);

function refusalCode({ error, description }: UpstreamReport): ErrorCode {
  if (error !== null && TRANSIENT.has(error)) return 'google_unavailable';
  return /too many simultaneous connections|temporary|system error/i.test(description ?? '')
    ? 'google_unavailable'
    : 'imap_refused';
}
