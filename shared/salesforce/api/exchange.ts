import { Readable } from 'node:stream';
import { jsonIn } from '../../network/json.ts';
import { networkCodeIn } from '../../network/network-failure.ts';
import {
  createShortFetch,
  createStreamedFetch,
  type StreamedAnswer,
  type StreamedBody,
  uploadOnce,
} from '../../network/short-fetch.ts';
import type { OrgAnswer } from './report.ts';

/** One request to an org. */
export type OrgRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | StreamedBody;
  /** A write that the org may receive twice without harm, or a read, may use a connection of the pool. */
  readonly isRepeatable: boolean;
  readonly isWrite: boolean;
};

export type Received = OrgAnswer & {
  /** The header `Sforce-Limit-Info`. */
  readonly limitInfo: string | null;
};

/** Triggers and flows of an org may take most of it. */
const WRITE_MS = 120_000;
const READ_MS = 30_000;
/** The describe of an object with hundreds of custom fields has megabytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/** An upload may take as long as a slow line needs for it, besides. */
const uploadMs = (bytes: number): number => WRITE_MS + Math.ceil(bytes / 100);

const pooled = { maxBytes: MAX_BYTES, connection: 'pooled' } as const;
const fresh = { maxBytes: MAX_BYTES, connection: 'fresh' } as const;
const read = createShortFetch(READ_MS, pooled);
const writeAgain = createShortFetch(WRITE_MS, pooled);
const writeOnce = createShortFetch(WRITE_MS, fresh);

/** Sends a request once. Every outcome is an answer: without a status when the network kept it from us. */
export async function sendToOrg(request: OrgRequest): Promise<Received> {
  try {
    const response = await send(request);
    const limitInfo = response.headers.get('sforce-limit-info');
    return { status: response.status, body: jsonIn(await response.text()), limitInfo };
  } catch (thrown) {
    const network = networkCodeIn(thrown) ?? 'UNKNOWN';
    return { status: null, body: undefined, network, limitInfo: null };
  }
}

/** A file that is read: how many bytes it should have, and what takes them. */
export type Download<Taken> = {
  readonly bytes: number;
  readonly take: (content: Readable) => Promise<Taken>;
};

/** What failed in `take`, and not in the network. */
class NotTaken extends Error {
  readonly thrown: unknown;

  constructor(thrown: unknown) {
    super('not taken');
    this.thrown = thrown;
  }
}

/**
 * Reads a file piece by piece. Every outcome but what `take` throws is an answer.
 *
 * @returns what `take` made of it; or the answer that is no file
 */
export async function downloadFromOrg<Taken>(
  { url, headers }: Pick<OrgRequest, 'url' | 'headers'>,
  { bytes, take }: Download<Taken>,
): Promise<{ readonly taken: Taken } | { readonly answer: OrgAnswer }> {
  const receive = async ({ status, body }: StreamedAnswer) => {
    if (status !== 200) return { answer: { status, body: jsonIn(await textOf(body)) } };
    const content = Readable.from(body, { objectMode: false });
    // A connection that breaks is reported by the body, and `take` throws the same.
    const broken = new Promise<never>((_, reject) => content.once('error', reject));
    broken.catch(() => undefined);
    const taken = take(content).catch((thrown: unknown) =>
      Promise.race([broken, Promise.reject(new NotTaken(thrown))]),
    );
    return { taken: await taken };
  };
  try {
    return await createStreamedFetch(uploadMs(bytes), receive)(url, { headers });
  } catch (thrown) {
    if (thrown instanceof NotTaken) throw thrown.thrown;
    const network = networkCodeIn(thrown) ?? 'UNKNOWN';
    return { answer: { status: null, body: undefined, network } };
  }
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of body) {
    parts.push(part);
    if (parts.length > 1000) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

function send({ method, url, headers, body, isWrite, isRepeatable }: OrgRequest) {
  if (typeof body === 'object') {
    const timeoutMs = uploadMs(body.bytes);
    return uploadOnce(url, { method, headers, body }, { timeoutMs, maxBytes: MAX_BYTES });
  }
  const sendText = isWrite ? (isRepeatable ? writeAgain : writeOnce) : read;
  return sendText(url, { method, headers, ...(body !== undefined && { body }) });
}
