import type { Words } from '../../reader.ts';
import { objectNamed } from '../objects/index.ts';
import type { Definition } from './queue.ts';

/** Checks what was entered. The id of the record is always sent. */
export function checkDefinition({
  endpoint,
  fields,
}: Definition): { readonly definition: Definition } | { readonly problem: Words } {
  const url = URL.parse(endpoint.trim());
  if (!url || !/^https?:$/.test(url.protocol)) {
    const problem = { en: 'Enter the Endpoint URL', ja: 'エンドポイント URL を入力してください' };
    return { problem };
  }
  const known = objectNamed('Case')?.fields ?? [];
  const unknown = fields.find((name) => !known.some((each) => each.name === name));
  if (unknown !== undefined) {
    const problem = {
      en: `A case has no field ${unknown}`,
      ja: `ケースに ${unknown} という項目はありません`,
    };
    return { problem };
  }
  return { definition: { endpoint: url.href, fields: [...new Set(['Id', ...fields])] } };
}
