import { CATALOGUE } from './catalogue/index.ts';
import type { Entry } from './entry.ts';

/** Every known cause. The catalogue is the closed list. */
export type Cause = keyof typeof CATALOGUE;

/** Why a mailbox cannot be used, who acts, and what exactly they click. It may be shown to anybody. */
export type Diagnosis = Entry & { readonly cause: Cause };

/** The catalogue's entry for a cause, with the cause itself. */
export const diagnosisOf = (cause: Cause): Diagnosis => ({ cause, ...CATALOGUE[cause] });

/** Is this the name of a cause? A stored one may be of another release. */
export const isCause = (name: string): name is Cause => Object.hasOwn(CATALOGUE, name);
