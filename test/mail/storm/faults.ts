import { emulator } from '../../support/emulator.ts';
import type { MailPipeline } from '../../support/mail-pipeline.ts';

type Fault = readonly [fault: string, parameters: Readonly<Record<string, string | number>>];

/** What Google does to its mail. Refusals of grants are not among them: their second one is a verdict. */
const AT_GOOGLE: readonly Fault[] = [
  ['flapping', { every: 2, as: 'unavailable', endpoint: 'gmail' }],
  ['unreliable', { percent: 30, as: 'html_error', endpoint: 'gmail' }],
  ['unreliable', { percent: 20, as: 'dropped', endpoint: 'gmail' }],
  ['unreliable', { percent: 40, as: 'server_error', endpoint: 'token' }],
  ['html_instead_of_json', { endpoint: 'gmail' }],
  ['user_rate_limited', {}],
  ['unauthorized', {}],
  ['gmail_disabled', {}],
  ['push_lost', { percent: 60 }],
  ['push_duplicated', { times: 3 }],
  ['push_disordered', { ms: 600 }],
  ['history_lag', { ms: 400 }],
  ['history_expired', {}],
  ['history_empty_pages', {}],
  ['get_not_found_at_first', { times: 1 }],
  ['watch_not_authorized', {}],
  ['concurrent_limit', { requests: 1 }],
];

/** What an organization does to what it is sent. After so many times it takes mail again. */
const IN_SALESFORCE: readonly Fault[] = [
  ['answer_lost', { calls: 'writes', times: 4 }],
  ['answer_lost', { calls: 'all', times: 6 }],
  ['answer_cut', { calls: 'writes', times: 4 }],
  ['dropped', { calls: 'all', times: 5 }],
  ['server_error', { calls: 'writes', times: 4 }],
  ['html_error', { calls: 'all', times: 4 }],
  ['maintenance', { calls: 'writes', times: 3 }],
  ['row_locked', { times: 5 }],
  ['slow', { ms: 150, calls: 'writes', times: 10 }],
  ['token_refused', { times: 2 }],
  ['no_run_as_user', { times: 2 }],
  ['daily_limit', { times: 1 }],
  ['concurrent_limit', { times: 3 }],
  ['read_only', { times: 1 }],
  ['storage_full', { times: 1 }],
  ['file_storage_full', { times: 3 }],
  ['trigger_throws', { object: 'EmailMessage', times: 4 }],
  ['flow_fails', { object: 'Case', times: 4 }],
  ['validation_rule', { object: 'Case', times: 3 }],
  ['validation_rule', { object: 'EmailMessage', times: 3 }],
  ['field_hidden', { times: 2 }],
];

/**
 * Provokes two faults of Google's, each for all mailboxes or for one, and two of the organization's; in one of the
 * separate mailboxes, which get no copies of mail to others, the history also has holes.
 */
export async function provokeFaults(
  { baseUrl, org }: MailPipeline,
  {
    mailboxes,
    separate,
  }: { readonly mailboxes: readonly string[]; readonly separate: readonly string[] },
  random: () => number,
): Promise<() => Promise<void>> {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const google = emulator(`${baseUrl}/google`);
  // Of copies in two mailboxes only one may come late: an answer would be filed before what it answers.
  await google.provoke('history_holes', pick(separate), { every: 5 });
  for (let nth = 0; nth < 2; nth++) {
    const [fault, parameters] = pick(AT_GOOGLE);
    await google.provoke(fault, pick(['*', pick(mailboxes)]), parameters);
  }
  const inOrg = [pick(IN_SALESFORCE), pick(IN_SALESFORCE)];
  for (const [fault, parameters] of inOrg) org.switchOn(fault, parameters);
  return async () => {
    await google.heal();
    for (const [fault] of inOrg) org.switchOff(fault);
  };
}
