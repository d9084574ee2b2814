import { AppError } from '../errors.ts';
import { type CaseOwner, FILING_MODES, type Intake, type Routing } from '../mail/model/intake.ts';
import { DEFAULT_POLICIES, POLICY_NAMES } from '../mail/model/policies.ts';
import type { MailForm } from '../pages/index.ts';
import type { OrgChoices, Orgs } from '../salesforce/api/index.ts';
import { blockedSendersIn, policiesIn } from './policy-form.ts';

/** As it is stored; of another organization only what does not belong to one. */
export function formOf(intake: Intake | null, wanted: string | null): MailForm {
  const routing = intake?.routing;
  const policies = routing?.policies ?? DEFAULT_POLICIES;
  const isSame = routing !== undefined && routing.orgId === wanted;
  return {
    labelId: routing?.labelId ?? 'INBOX',
    origin: (isSame ? routing.origin : null) ?? '',
    priority: (isSame ? routing.priority : null) ?? '',
    recordTypeId: (isSame ? routing.recordTypeId : null) ?? '',
    owner: isSame ? routing.owner : { kind: 'assignment_rules' },
    startDate: null,
    mode: routing?.mode ?? 'file',
    policies,
    blockedSenders: policies.blockedSenders.join('\n'),
  };
}

/** @param before its mode and policies stay where the form names none: nothing of them changes by omission */
export function readForm(fields: URLSearchParams, before: MailForm): MailForm {
  const text = (name: string): string => (fields.get(name) ?? '').slice(0, 255);
  return {
    labelId: text('label') || 'INBOX',
    origin: text('origin'),
    priority: text('priority'),
    recordTypeId: text('record_type'),
    owner: ownerOf(text('owner')),
    startDate: fields.get('start') === 'date' ? text('since') : null,
    mode: FILING_MODES.find((mode) => mode === fields.get('mode')) ?? before.mode,
    policies: policiesIn(fields, before.policies),
    blockedSenders: fields.get('blocked_senders') ?? before.blockedSenders,
  };
}

function ownerOf(text: string): CaseOwner {
  if (text === 'assignment_rules' || text === 'default') return { kind: text };
  return { kind: 'owner', id: text };
}

/** @throws AppError `routing_invalid`: the organization has no such value */
function routingIn(form: MailForm, orgId: string, choices: OrgChoices): Omit<Routing, 'policies'> {
  const { labelId, origin, priority, recordTypeId, owner, mode } = form;
  const isOne = (value: string, values: readonly string[]): boolean =>
    value === '' || values.includes(value);
  const isValid =
    /^[\w-]{1,255}$/.test(labelId) &&
    isOne(origin, valuesOf(choices.origins)) &&
    isOne(priority, valuesOf(choices.priorities)) &&
    isOne(recordTypeId, idsOf(choices.recordTypes)) &&
    (owner.kind !== 'owner' || idsOf(choices.queues).includes(owner.id));
  if (!isValid) throw new AppError('routing_invalid');
  return {
    orgId,
    labelId,
    origin: origin || null,
    priority: priority || null,
    recordTypeId: recordTypeId || null,
    owner,
    mode,
  };
}

const valuesOf = (each: readonly { readonly value: string }[]): readonly string[] =>
  each.map(({ value }) => value);
const idsOf = (each: readonly { readonly id: string }[]): readonly string[] =>
  each.map(({ id }) => id);

type Wanted = { readonly form: MailForm; readonly orgId: string; readonly address: string };

/**
 * The settings that a form asks for, as its organization allows them.
 *
 * @param wanted `address`: the mailbox's, which cannot be blocked
 * @throws AppError `routing_invalid`, `blocked_senders_invalid`, `blocked_senders_too_many`; what the organization throws
 */
export async function requestedRouting(
  orgs: Orgs,
  { form, orgId, address }: Wanted,
): Promise<Routing> {
  await orgs.read(orgId);
  const chosen = routingIn(form, orgId, await orgs.choicesOf(orgId));
  const blockedSenders = blockedSendersIn(form.blockedSenders, address);
  return { ...chosen, policies: { ...form.policies, blockedSenders } };
}

/** The fields of a form that is filled in so, apart from the start, which only an intake that is off has. */
export function fieldsOf(
  form: MailForm,
  orgId: string,
): readonly (readonly [name: string, value: string])[] {
  const { labelId, origin, priority, recordTypeId, owner, mode, policies, blockedSenders } = form;
  return [
    ['org', orgId],
    ['label', labelId],
    ['origin', origin],
    ['priority', priority],
    ['record_type', recordTypeId],
    ['owner', owner.kind === 'owner' ? owner.id : owner.kind],
    ['mode', mode],
    ...POLICY_NAMES.map((name) => [`policy_${name}`, policies[name]] as const),
    ['blocked_senders', blockedSenders],
  ];
}
