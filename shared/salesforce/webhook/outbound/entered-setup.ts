import type { OutboundSetup } from '../callers/index.ts';
import type { Operation } from '../operation.ts';
import { OPERATIONS } from '../operations.ts';
import type { Permission } from '../permission.ts';
import { type MappingProblem, mappableIn, mappingText, readMapping } from './mapping.ts';
import { organizationIdIn } from './salesforce-id.ts';

/** What an administrator enters of a caller’s Outbound Messages, letter for letter. */
export type EnteredSetup = {
  readonly organizationId: string;
  readonly operation: string;
  readonly mapping: string;
};

export type SetupProblem =
  | MappingProblem
  | { readonly line: null; readonly kind: 'organization' | 'operation'; readonly about: string };

export type ReadSetup = {
  /** Null: there are problems. */
  readonly setup: OutboundSetup | null;
  readonly problems: readonly SetupProblem[];
};

/** An operation that an Outbound Message may ask for. */
export type OutboundOperation = {
  readonly name: string;
  readonly permission: Permission;
  /** The properties of its request that a mapping may fill. */
  readonly properties: readonly { readonly name: string; readonly isRequired: boolean }[];
};

const USEFUL: readonly Operation[] = OPERATIONS.filter(({ usefulUnanswered }) => usefulUnanswered);

export const outboundOperations = (): readonly OutboundOperation[] =>
  USEFUL.map((each) => ({
    name: each.name,
    permission: each.permission,
    properties: mappableIn(each),
  }));

/** Checks what was entered, and says everything that is wrong with it. */
export function readSetup({
  organizationId: given,
  operation: name,
  mapping,
}: EnteredSetup): ReadSetup {
  const organizationId = organizationIdIn(given);
  const operation = USEFUL.find((each) => each.name === name);
  const read = operation && readMapping(operation, mapping);
  const problems: readonly SetupProblem[] = [
    ...(organizationId ? [] : [{ line: null, kind: 'organization', about: given.trim() } as const]),
    ...(operation ? [] : [{ line: null, kind: 'operation', about: name } as const]),
    ...(read?.problems ?? []),
  ];
  if (!organizationId || !read || problems.length > 0) return { setup: null, problems };
  return { setup: { organizationId, operation: name, mapping: read.mapping }, problems };
}

/** What a form shows of a setup that is stored. */
export const enteredOf = ({ organizationId, operation, mapping }: OutboundSetup): EnteredSetup => ({
  organizationId,
  operation,
  mapping: mappingText(mapping),
});
