import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createTemporaryFiles } from '../shared/adapters/temporary-files.ts';
import { keepContent } from '../shared/mail/keep-content.ts';
import type { RawMessage } from '../shared/mail/ports.ts';
import { type SendPorts, send } from '../shared/mail/sending/index.ts';
import { requestOf } from '../test/mail/sending/requests.ts';
import { createWorld, type World } from '../test/mail/sending/world.ts';
import { forgetPeak, peakMemoryOf, residentMemoryOf } from './process-memory.ts';

const FILE = '068000000000001AAA';
const FILE_BYTES = 25 * 1024 * 1024;
const PART = Buffer.alloc(64 * 1024, 'x');

function* parts(): Generator<Buffer> {
  for (let bytes = 0; bytes < FILE_BYTES; bytes += PART.length) yield PART;
}

/** The ports of a world whose mail is in temporary files, as at Gmail it is elsewhere. */
function portsOf(world: World, directory: string): SendPorts {
  const scratch = createTemporaryFiles(directory);
  let sent: RawMessage | null = null;
  const { ports } = world;
  return {
    ...ports,
    scratch,
    caseMailOf: (orgId) => ({
      ...ports.caseMailOf(orgId),
      fileOf: async () => ({
        name: 'large.bin',
        bytes: FILE_BYTES,
        read: (take) => take(Readable.from(parts(), { objectMode: false })),
      }),
    }),
    casesOf: (orgId) => ({
      ...ports.casesOf(orgId),
      addFile: async (_, file) => {
        for await (const _part of file.open());
      },
    }),
    senderOf: (id) => ({
      ...ports.senderOf(id),
      send: async ({ open, bytes }) => {
        const kept = await keepContent(open(), { scratch, inMemoryBytes: 1024 * 1024 });
        const message = { messageId: 'm1', threadId: 't1', labelIds: ['SENT'], size: bytes };
        sent = { ...message, receivedAt: world.clock.now(), ...kept };
        return { kind: 'accepted', messageId: 'm1', threadId: 't1' };
      },
    }),
    readerOf: (id) => ({ ...ports.readerOf(id), read: async () => sent }),
  };
}

/**
 * How much the memory of this process grows, in bytes, while it sends a mail with 25 MB of attachments of Salesforce and
 * writes its EmailMessage with them; null if the system does not tell.
 */
export async function measureSendMemory(): Promise<number | null> {
  const directory = mkdtempSync(join(tmpdir(), 'send-memory-'));
  try {
    const world = await createWorld();
    const ports = portsOf(world, directory);
    const about = { orgId: 'org-1', caseId: world.caseId };
    // The parsers are loaded, as they are in an instance that is at work.
    await send(ports, requestOf({ ...about, key: 'warm-up' }));
    const before = residentMemoryOf(process.pid);
    forgetPeak();
    const { state } = await send(ports, requestOf({ ...about, attachments: [{ fileId: FILE }] }));
    if (state !== 'done') throw new Error('The mail was not sent.');
    const peak = peakMemoryOf(process.pid);
    return before === null || peak === null ? null : peak - before;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
