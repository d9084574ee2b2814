/** The parts of protobufjs's JSON format that are used here. */
type Definition = {
  readonly nested?: Readonly<Record<string, Definition>>;
  readonly methods?: Readonly<Record<string, Method>>;
  readonly fields?: Readonly<Record<string, { readonly type: string }>>;
};
type Method = { readonly requestType: string; readonly responseType: string };

/**
 * Reduces a protocol to one service and the messages that its calls can carry. At its first use a
 * client builds every message of its protocol: half of them belong to other services, or describe the
 * protocol itself.
 */
export function pruneProtocol(content: string, service: string): string {
  const root: Definition = JSON.parse(content);
  const reached = new Set([service]);
  // Iterating over a set includes the elements that are added during the iteration.
  for (const name of reached) {
    const definition = find(root, name);
    if (!definition) throw new Error(`There is no ${name} in the protocol any more.`);
    for (const mentioned of mentionedBy(definition)) {
      const found = resolve(root, name, mentioned);
      if (found !== null) reached.add(found);
    }
  }
  return JSON.stringify(keep(root, '', reached));
}

const find = (root: Definition, name: string): Definition | undefined =>
  name.split('.').reduce<Definition | undefined>((at, part) => at?.nested?.[part], root);

const mentionedBy = ({ methods = {}, fields = {} }: Definition): string[] => [
  ...Object.values(methods).flatMap(({ requestType, responseType }) => [requestType, responseType]),
  ...Object.values(fields).map(({ type }) => type),
];

/** The full name of a type that a scope mentions, searched from the innermost scope; null: a scalar. */
function resolve(root: Definition, scope: string, mentioned: string): string | null {
  const parts = mentioned.startsWith('.') ? [] : scope.split('.');
  const name = mentioned.replace(/^\./, '');
  for (let depth = parts.length; depth >= 0; depth--) {
    const candidate = [...parts.slice(0, depth), name].join('.');
    if (find(root, candidate)) return candidate;
  }
  return null;
}

/** Removes the nested definitions that were not reached; keeps each definition's other properties. */
function keep(definition: Definition, name: string, reached: ReadonlySet<string>): Definition {
  const { nested, ...rest } = definition;
  const kept = Object.entries(nested ?? {}).flatMap(([part, inner]) => {
    const path = name === '' ? part : `${name}.${part}`;
    const wanted = [...reached].some((each) => each === path || each.startsWith(`${path}.`));
    return wanted ? [[part, keep(inner, path, reached)] as const] : [];
  });
  return kept.length === 0 ? rest : { ...rest, nested: Object.fromEntries(kept) };
}
