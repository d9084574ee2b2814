import type { RequestListener } from 'node:http';
import { createTemporaryFiles } from '../../../shared/adapters/temporary-files.ts';
import { asAppError } from '../../../shared/errors.ts';
import { googleEndpoints } from '../../../shared/google/index.ts';
import { createMailboxReader } from '../../../shared/google/mailbox/mailbox-reader.ts';
import type { RawMessage } from '../../../shared/mail/ports.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { serve } from '../scripted-server.ts';

export const TOPIC = 'projects/acme-mail/topics/gmail';

type Scripted = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
};

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: string;
};

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

/** Gmail that answers one call after the other as a script says; the last answer is repeated. */
export async function startScriptedGmail(...script: readonly Scripted[]) {
  const calls: Call[] = [];
  const origin = await serve(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const url = new URL(String(request.url), 'http://gmail.example');
    const { method = '', headers } = request;
    const { authorization } = headers;
    calls.push({ method, path: url.pathname, query: url.searchParams, authorization, body });
    const answer = script[Math.min(calls.length, script.length) - 1] ?? {};
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      ...answer.headers,
    });
    response.end(answer.body === undefined ? '' : textOf(answer.body));
  });
  return { ...readerAt(origin), origin, calls };
}

/** The reader of a mailbox at a server that a test wrote. */
export async function startGmail(
  listener: RequestListener,
  parts: Parameters<typeof readerAt>[1] = {},
) {
  return readerAt(await serve(listener), parts);
}

export const SCRATCH = temporaryDirectory();

/** The reader of a mailbox at a server, with parts that a test may replace. */
export function readerAt(
  origin: string,
  parts: Partial<Parameters<typeof createMailboxReader>[0]> = {},
) {
  const rejected: (string | undefined)[] = [];
  const readerOf = createMailboxReader({
    endpoints: googleEndpoints(origin),
    accessTokenFor: async (_, need) => {
      rejected.push(need.rejected);
      return { value: `marked-token-${rejected.length}` };
    },
    topic: TOPIC,
    scratch: createTemporaryFiles(SCRATCH),
    ...parts,
  });
  const reader = readerOf('support');
  /** Reads a mail at once. */
  const read = async (messageId: string): Promise<RawMessage> => {
    const mail = await reader.read(messageId, 0);
    if (mail === null) throw new Error('there was no place for it');
    return mail;
  };
  return { readerOf, reader, read, rejected };
}

/** An error as Gmail writes it ("Resolve errors"). */
export const gmailError = (code: number, reason: string, message = 'Said.') => ({
  status: code,
  body: { error: { code, message, errors: [{ message, domain: 'global', reason }] } },
});

/** The AppError of a call that must fail. */
export const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => {
      throw new Error('the call succeeded');
    },
    (thrown: unknown) => asAppError(thrown),
  );
