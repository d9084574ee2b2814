/** A protocol as protobufjs keeps it in JSON, as far as it is looked at here. */
type Definition = {
  readonly nested?: Readonly<Record<string, Definition>>;
  readonly methods?: Readonly<Record<string, Method>>;
  readonly fields?: Readonly<Record<string, { readonly type: string }>>;
};
type Method = { readonly requestType: string; readonly responseType: string };

/**
 * A protocol reduced to one service and the messages that its calls can carry. At its first use a
 * client builds every message of its protocol: half of them are of other services, or describe the
 * protocol itself.
 */
export function pruneProtocol(content: string, service: string): string {
  const root: Definition = JSON.parse(content);
  const reached = new Set([service]);
  // What is added while a set is walked is walked too.
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

/** The full name of what is mentioned in a scope, looked for from the inside out; null: a scalar. */
function resolve(root: Definition, scope: string, mentioned: string): string | null {
  const parts = mentioned.startsWith('.') ? [] : scope.split('.');
  const name = mentioned.replace(/^\./, '');
  for (let depth = parts.length; depth >= 0; depth--) {
    const candidate = [...parts.slice(0, depth), name].join('.');
    if (find(root, candidate)) return candidate;
  }
  return null;
}

/** A namespace stays for what is in it; a message stays whole, but for messages inside it. */
function keep(definition: Definition, name: string, reached: ReadonlySet<string>): Definition {
  const { nested, ...rest } = definition;
  const kept = Object.entries(nested ?? {}).flatMap(([part, inner]) => {
    const path = name === '' ? part : `${name}.${part}`;
    const wanted = [...reached].some((each) => each === path || each.startsWith(`${path}.`));
    return wanted ? [[part, keep(inner, path, reached)] as const] : [];
  });
  return kept.length === 0 ? rest : { ...rest, nested: Object.fromEntries(kept) };
}
