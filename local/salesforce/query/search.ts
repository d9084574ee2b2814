import { z } from 'zod';
import type { Org } from '../org.ts';
import { Refusal } from '../rest/refusal.ts';
import { queriedObject } from './paths.ts';

const searchSchema = z.strictObject({
  q: z.string(),
  in: z.literal('EMAIL'),
  fields: z.array(z.string()).optional(),
  sobjects: z.tuple([
    z.strictObject({
      name: z.literal('Contact'),
      fields: z.array(z.string()).optional(),
      limit: z.int().min(1).max(2000).optional(),
    }),
  ]),
  overallLimit: z.int().min(1).max(2000).optional(),
});

/**
 * `POST parameterizedSearch` for contacts by their addresses. As in a search of Salesforce, the words of an
 * address are found within longer ones: `ann@example.com` also finds `mary-ann@example.com`.
 *
 * @throws Refusal for any other search
 */
export function answerSearch(org: Org, body: unknown, version: string): unknown {
  const parsed = searchSchema.safeParse(body);
  if (!parsed.success) throw new Refusal('MALFORMED_SEARCH', 'This search is not served');
  const { q, fields, sobjects, overallLimit } = parsed.data;
  if (q.length < 2)
    throw new Refusal('MALFORMED_SEARCH', 'search term must be longer than one character');
  const [{ fields: own, limit }] = sobjects;
  const object = queriedObject(org, 'Contact');
  const names = own ?? fields ?? ['Id'];
  const unknown = names.find((name) => !object.fields.some((field) => field.name === name));
  if (unknown)
    throw new Refusal('INVALID_FIELD', `No such column '${unknown}' on entity 'Contact'.`);
  const found = org.records
    .list('Contact')
    .filter((row) => row['IsDeleted'] === false && hasWords(String(row['Email'] ?? ''), q))
    .slice(0, limit ?? overallLimit ?? 2000);
  const searchRecords = found.map((row) => ({
    attributes: { type: 'Contact', url: `/services/data/v${version}/sobjects/Contact/${row.Id}` },
    ...Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
  }));
  return { searchRecords };
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Do the words of a search follow one another in a text? */
function hasWords(text: string, q: string): boolean {
  return ` ${wordsOf(text).join(' ')} `.includes(` ${wordsOf(q).join(' ')} `);
}
