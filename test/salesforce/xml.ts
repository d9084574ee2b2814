/** An element of metadata, which has no attributes but its namespace. */
export type Element = {
  readonly tag: string;
  readonly children: readonly Element[];
  /** What stands between its tags, unescaped; empty if it has children. */
  readonly text: string;
};

type Open = { readonly tag: string; readonly children: Element[]; text: string };

const TOKEN = /<(\/?)(\w+)[^>]*>|<\?[^>]*>|([^<]+)/g;

/** Parses the metadata of one component. It throws on what is not well-formed. */
export function parseXml(xml: string): Element {
  const open: Open[] = [{ tag: '', children: [], text: '' }];
  for (const [, closing, tag, text] of xml.matchAll(TOKEN)) {
    const current = open.at(-1);
    if (!current) throw new Error('more is closed than was opened');
    if (text !== undefined) current.text += text;
    else if (closing === '') open.push(opened(current, tag ?? ''));
    else if (closing === '/') {
      close(current, tag);
      open.pop();
    }
  }
  const [document] = open;
  const [root, ...others] = document?.children ?? [];
  if (!root || others.length > 0 || open.length > 1) throw new Error('it is not one document');
  return root;
}

function opened(parent: Open, tag: string): Open {
  const element = { tag, children: [], text: '' };
  parent.children.push(element);
  return element;
}

function close(element: Open, tag: string | undefined): void {
  if (element.tag !== tag) throw new Error(`${tag} closes ${element.tag}`);
  element.text = element.children.length > 0 ? '' : unescaped(element.text);
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** Every element below this one. */
export const descendantsOf = (element: Element): readonly Element[] =>
  element.children.flatMap((child) => [child, ...descendantsOf(child)]);

export const childrenOf = (element: Element, tag: string): readonly Element[] =>
  element.children.filter((child) => child.tag === tag);

/** The text of the only child with this tag; empty: there is none. */
export const textOf = (element: Element, tag: string): string =>
  childrenOf(element, tag)[0]?.text ?? '';

/** The texts of all elements with this tag, at any depth. */
export const textsOf = (element: Element, tag: string): readonly string[] =>
  descendantsOf(element)
    .filter((each) => each.tag === tag)
    .map(({ text }) => text);
