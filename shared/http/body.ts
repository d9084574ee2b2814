import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { AppError, type ErrorCode } from '../errors.ts';

/** More than any of our forms or calls needs. */
const LIMIT_BYTES = 64 * 1024;

/**
 * Keeps the framework from reading the body: it allows a gigabyte, and answers malformed JSON with its own
 * page before our function is called. Without a content type it does not touch the stream; the original
 * header stays in `headersDistinct`.
 */
export function leaveBodyUnread(request: IncomingMessage): void {
  delete request.headers['content-type'];
}

/**
 * Makes a path with invalid percent-encoding decodable. Otherwise the framework's router would answer with
 * a stack trace and log the path, which may be a one-time link. Our router answers `not_found` instead. The
 * query stays as it is: its reader leaves an invalid sequence alone, and the other parameters count.
 */
export function keepPathDecodable(request: IncomingMessage): void {
  const [path = '', ...query] = (request.url ?? '').split('?');
  try {
    decodeURIComponent(path);
  } catch {
    request.url = [path.replaceAll('%', '%25'), ...query].join('?');
  }
}

/**
 * Reads the raw bytes of a body.
 *
 * @param limitBytes 64 KiB unless the caller expects more
 * @param withinMs how long it may take, in milliseconds; without it as long as the server waits
 * @throws AppError `body_too_large`, `body_malformed` when it ends early or takes longer
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes = LIMIT_BYTES,
  withinMs?: number,
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
    throw new AppError('body_too_large');
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let left = limitBytes;
    const refuse = (code: ErrorCode): void => {
      clearTimeout(timer);
      // The connection may stay open for minutes, and nobody may fill the memory with refused bodies.
      chunks.length = 0;
      left = -1;
      reject(new AppError(code));
    };
    const timer = withinMs && setTimeout(() => refuse('body_malformed'), withinMs);
    request.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left >= 0) chunks.push(chunk);
      // Keep draining the rest without storing it, so that the client can still receive the answer.
      else refuse('body_too_large');
    });
    request.once('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
    request.once('error', () => refuse('body_malformed'));
    request.once('close', () => refuse('body_malformed'));
  });
}

/**
 * Reads the fields and the files of an HTML form, sent as either of the two types that browsers send (RFC 7578).
 *
 * @throws AppError `body_too_large`, `body_malformed`
 */
export async function readFormData(
  request: IncomingMessage,
  limitBytes: number,
): Promise<FormData> {
  // The original header: the framework sees none, and the parameter names the boundary of the parts.
  const headers = { 'content-type': request.headersDistinct['content-type']?.[0] ?? '' };
  const body = await readBody(request, limitBytes);
  try {
    return await new Response(new Uint8Array(body), { headers }).formData();
  } catch {
    throw new AppError('body_malformed');
  }
}

/** The fields of an HTML form. */
export function parseForm(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString('utf8'));
}

/**
 * Parses a JSON body and validates it against the schema.
 *
 * @throws AppError `body_malformed`, `body_invalid` (which fields, in `detail.fields`)
 */
export function parseJson<T>(body: Buffer, schema: z.ZodType<T>): T {
  return validated(parseText(body), schema);
}

/**
 * Validates a value against the schema.
 *
 * @throws AppError `body_invalid` (which fields, in `detail.fields`)
 */
export function validated<T>(value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'body');
  throw new AppError('body_invalid', { detail: { fields: [...new Set(fields)] } });
}

function parseText(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new AppError('body_malformed');
  }
}

/** The media type of a request, without its parameters, in lower case; empty when there is none. */
export function mediaTypeOf(request: IncomingMessage): string {
  const type = request.headersDistinct['content-type']?.[0] ?? '';
  return type.split(';')[0]?.trim().toLowerCase() ?? '';
}
