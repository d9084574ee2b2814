import { z } from 'zod';
import { survivingCase } from '../data/cases.ts';
import type { Org } from '../org.ts';
import { Refusal } from '../rest/refusal.ts';
import { findCase } from './finder.ts';

const text = z
  .string()
  .nullable()
  .default('')
  .transform((value) => value ?? '');
const finderInput = z.strictObject({
  subject: text,
  textBody: text,
  htmlBody: text,
  headers: text,
  fromAddress: text,
});
const tokenInput = z.strictObject({ caseId: z.string() });

type Action = (org: Org, input: unknown) => Record<string, unknown> | null;

/** The invocable Apex classes of this connector's Salesforce project. Null: the input is wrong. */
const ACTIONS: Readonly<Record<string, Action>> = {
  GmailCaseFinder: (org, input) => {
    const parsed = finderInput.safeParse(input).data;
    return parsed ? findCase(org, parsed) : null;
  },
  GmailThreadToken: (org, input) => {
    const id = tokenInput.safeParse(input).data?.caseId;
    const found = id === undefined ? undefined : survivingCase(org, id);
    return id === undefined ? null : { token: found ? org.threadTokens.tokenOf(found.Id) : null };
  },
};

const actionsOf = ({ settings, faults }: Org): readonly string[] =>
  settings.deployment() === 'everything' && !faults.find('no_permissions')
    ? Object.keys(ACTIONS)
    : [];

/** `GET actions/custom/apex`: the Apex actions that the user may call. */
export function listActions(org: Org, version: string): unknown {
  const actions = actionsOf(org).map((name) => ({
    label: name,
    name,
    type: 'apex',
    url: `/services/data/v${version}/actions/custom/apex/${name}`,
  }));
  return { actions };
}

const inputsSchema = z.strictObject({ inputs: z.array(z.unknown()).min(1).max(200) });

/**
 * `POST actions/custom/apex/{class}`: calls an Apex action once for each input.
 *
 * @throws Refusal when it is not deployed, or an input is none of its variables
 */
export function callAction(org: Org, name: string, body: unknown): unknown {
  const action = actionsOf(org).includes(name) ? ACTIONS[name] : undefined;
  if (!action) throw new Refusal('NOT_FOUND', 'The requested resource does not exist');
  const parsed = inputsSchema.safeParse(body).data;
  const outputs = parsed?.inputs.map((input) => action(org, input));
  if (!outputs || outputs.includes(null)) {
    throw new Refusal('INVALID_API_INPUT', `The inputs are not those of ${name}`);
  }
  return outputs.map((outputValues) => ({
    actionName: name,
    errors: null,
    invocationId: null,
    isSuccess: true,
    outcome: null,
    outputValues,
    sortOrder: -1,
    version: 1,
  }));
}
