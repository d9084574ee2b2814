import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { RawMessage, Scratch } from '../../../shared/mail/ports.ts';

/** A mail from its lines, joined by CR LF. */
export const mailOf = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));

/** Bytes as Gmail's reader hands them on, in chunks of that size. */
export function rawOf(
  bytes: Buffer,
  about: Partial<RawMessage> = {},
  chunk = 64 * 1024,
): RawMessage {
  return {
    messageId: '18f0000000000001',
    threadId: '18f0000000000001',
    labelIds: ['INBOX'],
    receivedAt: new Date('2026-11-28T10:00:00Z'),
    size: bytes.length,
    open: () => Readable.from(chunksOf(bytes, chunk), { objectMode: false }),
    discard: async () => {},
    ...about,
  };
}

function* chunksOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Temporary files in memory, which count how many of them are left. */
export function createFakeScratch() {
  const open = new Set<number>();
  let created = 0;
  const room = {
    open,
    created: () => created,
    /** Every write fails with it; null: none does. */
    failure: null as Error | null,
    scratch: null as unknown as Scratch,
  };
  room.scratch = {
    create: async () => {
      const id = created++;
      open.add(id);
      let content: Buffer | null = null;
      return {
        write: async (source) => {
          if (room.failure) throw room.failure;
          content = await buffer(source);
        },
        open: () => {
          if (content === null || !open.has(id)) throw new Error('the file is not there');
          return Readable.from([content], { objectMode: false });
        },
        discard: async () => {
          open.delete(id);
        },
      };
    },
  };
  return room;
}
