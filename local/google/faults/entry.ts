import type { Words } from '../../reader.ts';

/** Where a fault takes effect: the consent pages, the token endpoint, Gmail, both of the last two, or its mail. */
export type FaultPlace = 'consent' | 'token' | 'gmail' | 'token or gmail' | 'mail';

export type ParameterKind =
  | 'seconds'
  | 'milliseconds'
  | 'count'
  | 'percent'
  | 'text'
  | 'list'
  | 'place'
  | 'refusal';

export type FaultParameter = {
  name: string;
  kind: ParameterKind;
  /** The value of a parameter that is not given. */
  fallback: string | number | readonly string[];
};

export type FaultEntry = {
  fault: string;
  place: FaultPlace;
  does: Words;
  parameters: readonly FaultParameter[];
};

/** Makes the entries of one place, of faults that have the same parameters. */
export const at =
  (place: FaultPlace, ...parameters: readonly FaultParameter[]) =>
  (fault: string, en: string, ja: string): FaultEntry => ({
    fault,
    place,
    does: { en, ja },
    parameters,
  });

/** The parameter of a fault that both endpoints have. */
export const WHERE: FaultParameter = { name: 'endpoint', kind: 'place', fallback: 'both' };
