import { type Answer, json } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Org } from '../org.ts';

/** `GET /sfc/servlet.shepherd/version/download/{id}`: a file, always as a download and never as a page. */
export function downloadFile({ records, contents }: Org, { path }: Exchange): Answer {
  const id = path.split('/').at(-1) ?? '';
  const bytes = contents.read(id);
  const version = records.find('ContentVersion', id);
  if (!bytes || !version) return json(404, { error: 'not_found' });
  const name = encodeURIComponent(String(version['PathOnClient'])).replaceAll("'", '%27');
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body: bytes,
  };
}
