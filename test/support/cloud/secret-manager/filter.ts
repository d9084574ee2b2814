import { invalid } from './request.ts';

const TERM = /^(NOT |-)?(name|state|labels\.[\w-]+)\s*(:|=|!=)\s*("[^"]*"|[^\s"()*]+|\*)$/;

/** The fields that a filter can compare. */
export type Filterable = Readonly<Record<string, string | undefined>>;

/**
 * A part of production's filters: comparisons joined by AND and OR, where OR binds closer (AIP-160), and
 * NOT. The rest is refused, so that no test relies on it.
 *
 * @see https://cloud.google.com/secret-manager/docs/filtering
 */
export function parseFilter(filter: string): (item: Filterable) => boolean {
  if (filter.trim() === '') return () => true;
  const all = filter
    .trim()
    .split(/\s+AND\s+/)
    .map((part) => part.split(/\s+OR\s+/).map(parseTerm));
  return (item) => all.every((any) => any.some((matches) => matches(item)));
}

function parseTerm(term: string): (item: Filterable) => boolean {
  const [, not, field, operator, quoted] = TERM.exec(term.trim()) ?? [];
  if (field === undefined || quoted === undefined) throw invalid(`Invalid filter: [${term}]`);
  const wanted = quoted.replace(/^"|"$/g, '');
  const compare = (value: string | undefined): boolean => {
    if (operator === '!=') return value !== wanted;
    if (wanted === '*') return value !== undefined;
    // A colon searches anywhere in the name, not only at its beginning.
    if (operator === ':' && field === 'name') return value?.includes(wanted) ?? false;
    return value === wanted;
  };
  return (item) => compare(item[field]) !== Boolean(not);
}
