import type { Value } from '../objects/field.ts';
import type { Org } from '../org.ts';
import { type Refusal, refuseRecord } from '../rest/refusal.ts';

type Saved = { readonly object: string; readonly values: Readonly<Record<string, Value>> };

/** Validation rules, triggers, flows, locks and storage, in the order in which an org meets them. */
export function runAutomation(org: Org, saved: Saved): void {
  for (const judge of JUDGES) {
    const refused = judge(org, saved);
    if (refused) throw refused;
  }
}

type Judge = (org: Org, saved: Saved) => Refusal | undefined;

/** Does a switch concern this object? */
const concerns = ({ faults }: Org, fault: string, object: string) =>
  faults.find(fault)?.['object'] === object;

const JUDGES: readonly Judge[] = [
  ({ faults }) =>
    faults.take('read_only') &&
    refuseRecord(
      'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE',
      'Updates can’t be made during maintenance. Try again when maintenance is complete.',
    ),
  ({ faults }, { object }) =>
    object !== 'ContentVersion' && faults.take('storage_full')
      ? refuseRecord('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded')
      : undefined,
  ({ faults }, { object }) =>
    object === 'ContentVersion' && faults.take('file_storage_full')
      ? refuseRecord('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded')
      : undefined,
  (org, { object }) =>
    concerns(org, 'trigger_throws', object) && org.faults.take('trigger_throws')
      ? refuseRecord(
          'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
          `${object}Trigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException: ` +
            `Attempt to de-reference a null object\n\nTrigger.${object}Trigger: line 12, column 1`,
        )
      : undefined,
  validationRule,
  (org, { object }) =>
    concerns(org, 'flow_fails', object) && org.faults.take('flow_fails')
      ? refuseRecord(
          'CANNOT_EXECUTE_FLOW_TRIGGER',
          `We can't save this record because the “${object} routing” process failed. Give your ` +
            'Salesforce admin these details.',
        )
      : undefined,
  ({ faults, organizationId }) =>
    faults.take('row_locked') &&
    refuseRecord(
      'UNABLE_TO_LOCK_ROW',
      `unable to obtain exclusive access to this record or 1 records: ${organizationId.slice(0, 15)}`,
    ),
];

function validationRule(org: Org, { object, values }: Saved): Refusal | undefined {
  const rule = org.faults.find('validation_rule');
  if (!rule || rule['object'] !== object) return undefined;
  if (!String(values['Subject'] ?? '').includes(String(rule['contains']))) return undefined;
  org.faults.take('validation_rule');
  return refuseRecord('FIELD_CUSTOM_VALIDATION_EXCEPTION', String(rule['message']));
}
