import { CATALOGUE } from './catalogue/index.ts';
import type { Entry, Link } from './entry.ts';

/** Every known cause. The catalogue is the closed list. */
export type Cause = keyof typeof CATALOGUE;

/**
 * Why a mailbox cannot be used, who acts, and what exactly they click. It may be shown to anybody. Its links are those
 * of its steps, and then those that the entry has besides.
 */
export type Diagnosis = Entry & { readonly cause: Cause };

/** The catalogue's entry for a cause, with the cause itself. */
export function diagnosisOf(cause: Cause): Diagnosis {
  const entry: Entry = CATALOGUE[cause];
  return { cause, ...entry, links: linksOf(entry) };
}

/** Whether the same request, unchanged, may succeed later though nobody acts. */
export const mayPass = ({ passes, retries }: Entry): boolean => passes ?? retries;

/** Every page that a remedy needs, once each, in the order in which it needs them. */
function linksOf({ remedy, links }: Entry): readonly Link[] {
  const opened = remedy.flatMap(({ opens }) => opens ?? []);
  return [...new Map([...opened, ...links].map((link) => [link.href, link])).values()];
}

/** Is this the name of a cause? A stored one may be of another release. */
export const isCause = (name: string): name is Cause => Object.hasOwn(CATALOGUE, name);
