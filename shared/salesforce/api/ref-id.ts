/** `ref:!00D….!500….:ref`, and with `_` in mail that is older: the threading reference before Lightning threading. */
const REF = /\bref:([!_])(00D[A-Za-z0-9]{3,15})\.\1(500[A-Za-z0-9]{3,15}):ref\b/g;

/** A long thread quotes the same reference many times. */
const MOST_REFS = 3;

/** The org's id keeps this much of its beginning in a reference; what is left out after it are zeros. */
const KEPT = { '!': 6, _: 5 } as const;

/**
 * The cases that the references of Email-to-Case in a text name, in the form that orgs used before threading tokens
 * and headers (*Ref ID*). A reference leaves out the zeros within both ids.
 *
 * @param organizationId of the org that is asked; references of other orgs are left out. Null: it is not known
 * @returns ids of 15 characters, which may be no case's
 */
export function casesOfRefs(text: string, organizationId: string | null): readonly string[] {
  const found = new Set<string>();
  for (const [, mark, org = '', shortId = ''] of text.matchAll(REF)) {
    const kept = KEPT[mark === '_' ? '_' : '!'];
    const isOurs = organizationId === null || whole(org, kept) === organizationId.slice(0, 15);
    if (isOurs) found.add(whole(shortId, kept));
    if (found.size === MOST_REFS) break;
  }
  return [...found];
}

/** The id of 15 characters. One of 18 characters ends with a checksum. */
const whole = (short: string, kept: number): string =>
  short.length >= 15
    ? short.slice(0, 15)
    : `${short.slice(0, kept)}${'0'.repeat(15 - short.length)}${short.slice(kept)}`;
