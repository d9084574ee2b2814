import { createHash } from 'node:crypto';
import type { Value } from '../objects/field.ts';
import type { Org } from '../org.ts';
import { refuseRecord } from '../rest/refusal.ts';
import type { Row } from '../state/records.ts';

/**
 * Stores a file: its version and bytes, its document, and the links of the document to its owner and to
 * the record of `FirstPublishLocationId`.
 */
export function storeFile(org: Org, values: Record<string, Value>): Row {
  const { records, contents } = org;
  const location = values['FirstPublishLocationId'] ?? null;
  if (typeof location === 'string') requireFilesAllowed(org, location);
  const bytes = Buffer.from(String(values['VersionData'] ?? ''), 'base64');
  const { VersionData: _, ...stored } = values;
  const title = stored['Title'] ?? nameOf(String(stored['PathOnClient']));
  const document = records.insert('ContentDocument', { Title: title });
  const version = records.insert('ContentVersion', {
    ...stored,
    Title: title,
    ContentDocumentId: document.Id,
    ContentSize: bytes.length,
    Checksum: createHash('md5').update(bytes).digest('hex'),
    FileExtension: /\.([^.]{1,40})$/.exec(String(stored['PathOnClient']))?.[1] ?? null,
    IsLatest: true,
  });
  contents.write(version.Id, bytes);
  records.update(document.Id, { LatestPublishedVersionId: version.Id });
  for (const LinkedEntityId of [org.integrationUserId, location]) {
    const link = { ContentDocumentId: document.Id, LinkedEntityId, ShareType: 'V' };
    if (LinkedEntityId !== null) records.insert('ContentDocumentLink', link);
  }
  return version;
}

/** Files of a mail that is no draft need `IsClientManaged` at its insert (Object Reference, EmailMessage). */
function requireFilesAllowed({ records }: Org, id: string): void {
  const mail = records.find('EmailMessage', id);
  if (!mail) return;
  if (mail['IsClientManaged'] !== true && mail['Status'] !== '5') {
    const message = 'insufficient access rights on cross-reference id';
    throw refuseRecord('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', message);
  }
  records.update(id, { HasAttachment: true });
}

/** Without a title a file is called by its name without the extension. */
function nameOf(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  return name.replace(/(?<=.)\.[^.]*$/, '').slice(0, 255);
}
