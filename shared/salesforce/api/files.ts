import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Attachment, StoredFile } from '../../mail/ports.ts';
import { fieldIn } from '../../network/json.ts';
import type { StreamedBody } from '../../network/short-fetch.ts';
import type { OrgSession } from './session.ts';
import { queryRows, quoted, relatedField } from './soql.ts';

const VERSION = 'ContentDocument.LatestPublishedVersion';

/** The files of an EmailMessage. One without a checksum is still being received by the org. */
export async function listFiles(
  session: OrgSession,
  emailMessageId: string,
): Promise<readonly StoredFile[]> {
  const columns = ['Title', 'PathOnClient', 'ContentSize', 'Checksum'];
  const rows = await queryRows(
    session,
    `SELECT ${columns.map((name) => `${VERSION}.${name}`).join(', ')} FROM ContentDocumentLink WHERE LinkedEntityId = ${quoted(emailMessageId)}`,
  );
  return rows.map((row) => {
    const version = relatedField(row, VERSION);
    const name = fieldIn(version, 'PathOnClient') ?? fieldIn(version, 'Title');
    const md5 = fieldIn(version, 'Checksum');
    return {
      name: typeof name === 'string' ? name : '',
      bytes: Number(fieldIn(version, 'ContentSize') ?? 0),
      md5: typeof md5 === 'string' ? md5.toLowerCase() : '',
    };
  });
}

/**
 * Stores a file of an EmailMessage as a ContentVersion (REST API, *Insert or Update Blob Data*, multipart/form-data).
 * It is read once, piece by piece. An answer that is lost leaves the file in the org: ask `listFiles` before trying
 * again.
 */
export async function addFile(
  { call }: OrgSession,
  emailMessageId: string,
  file: Attachment,
): Promise<void> {
  const body = multipart(file, {
    Title: file.name,
    PathOnClient: file.name,
    FirstPublishLocationId: emailMessageId,
  });
  await call({ method: 'POST', path: 'sobjects/ContentVersion', body, kind: 'write_once' });
}

function multipart(file: Attachment, entity: Readonly<Record<string, string>>): StreamedBody {
  const boundary = `gmail-${randomUUID()}`;
  const before = Buffer.from(
    [
      `--${boundary}`,
      'Content-Disposition: form-data; name="entity_content"',
      'Content-Type: application/json; charset=UTF-8',
      '',
      JSON.stringify(entity),
      `--${boundary}`,
      // The name is in the record: here it would have to be escaped.
      'Content-Disposition: form-data; name="VersionData"; filename="file"',
      'Content-Type: application/octet-stream',
      '',
      '',
    ].join('\r\n'),
  );
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: before.length + file.bytes + after.length,
    open: () => Readable.from(partsOf(before, file, after), { objectMode: false }),
  };
}

async function* partsOf(before: Buffer, file: Attachment, after: Buffer): AsyncGenerator<Buffer> {
  yield before;
  for await (const part of file.open()) yield part;
  yield after;
}
