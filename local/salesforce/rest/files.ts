import { z } from 'zod';
import { jsonIn } from '../../../shared/network/json.ts';
import { type Part, readMultipart, typeOfPart } from '../../emulator/multipart.ts';
import { createRecord } from '../data/create-record.ts';
import { type Exchange, headerOf } from '../http/exchange.ts';
import type { Org } from '../org.ts';
import { isAutoAssign } from './auto-assign.ts';
import { Refusal } from './refusal.ts';

const recordSchema = z.record(z.string(), z.unknown());

/**
 * `POST sobjects/ContentVersion` as multipart/form-data: the part `entity_content` is the record as JSON, the
 * part `VersionData` the file (REST API Developer Guide, *Insert or Update Blob Data*).
 *
 * @throws Refusal as Salesforce refuses it
 */
export function uploadFile(org: Org, exchange: Exchange): unknown {
  const type = headerOf(exchange, 'content-type');
  if (!/^multipart\/form-data\b/i.test(type)) {
    const message = `The Content-Type ${type || 'of nothing'} is not served here`;
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', message);
  }
  const parts = partsOf(type, exchange.body);
  const entity = parts.find(({ name }) => name === 'entity_content');
  const file = parts.find(({ name }) => name === 'VersionData');
  const record = recordSchema.safeParse(entity && jsonIn(entity.content.toString('utf8'))).data;
  if (!entity || !typeOfPart(entity).startsWith('application/json') || !record) {
    throw new Refusal('INVALID_MULTIPART_REQUEST', 'The part entity_content must be JSON');
  }
  if (!file?.fileName || 'VersionData' in record) {
    throw new Refusal('INVALID_MULTIPART_REQUEST', 'The part VersionData must be a file');
  }
  const row = createRecord(org, {
    object: 'ContentVersion',
    // An empty value would be none.
    body: { ...record, VersionData: file.content.toString('base64') },
    autoAssign: isAutoAssign(headerOf(exchange, 'sforce-auto-assign')),
  });
  return { id: row.Id, success: true, errors: [] };
}

/**
 * `GET sobjects/ContentVersion/{id}/VersionData`: the file itself.
 *
 * @throws Refusal `NOT_FOUND`, also when the user may not see files
 */
export function readFile(org: Org, id: string): Buffer {
  const isThere = !org.faults.find('no_permissions') && org.records.find('ContentVersion', id);
  const bytes = isThere ? org.contents.read(id) : undefined;
  if (!bytes) throw new Refusal('NOT_FOUND', 'The requested resource does not exist');
  return bytes;
}

/** The named parts of a form; none where the body is no form, or a part has no name. */
function partsOf(contentType: string, body: Buffer) {
  const parts = readMultipart('form-data', contentType, body) ?? [];
  const named = parts.map((part) => ({ ...part, ...namesIn(part) }));
  return named.every(({ name }) => name !== null) ? named : [];
}

/** The name of a part, and that of its file; null where it has none. */
function namesIn({ headers }: Part) {
  return {
    name: /^content-disposition: form-data;.*?\bname="([^"]*)"/im.exec(headers)?.[1] ?? null,
    fileName: /^content-disposition:.*?\bfilename="([^"]*)"/im.exec(headers)?.[1] ?? null,
  };
}
