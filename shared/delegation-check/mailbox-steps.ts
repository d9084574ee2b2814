import { both } from '../diagnosis/entry.ts';
import type { Cause } from '../diagnosis/index.ts';
import { isSameMailbox } from '../tokens/index.ts';
import { type Finding, failed, failedBy, notApplicable, notChecked, passed } from './finding.ts';
import type { CheckRequest } from './ports.ts';
import { type Run, tokenOf } from './run.ts';
import { canRead } from './scopes.ts';

/** Without the scope that the step reads with: was it refused, or never asked for? */
function withoutScope({ scopes }: CheckRequest, step: 'mailbox' | 'labels' | 'imap'): Finding {
  if (canRead(step, scopes)) return notChecked('scopes');
  return notApplicable(
    both('Does not apply: no scope asks for it.', '対象外です(このスコープでは使いません)。'),
  );
}

/** Compares the address of the token's account with the one that was asked for. */
export async function checkMailbox(run: Run): Promise<Finding> {
  const { accessToken, scopes } = tokenOf(run);
  if (!canRead('mailbox', scopes)) return withoutScope(run.request, 'mailbox');
  const { address } = await run.ports.serviceAccounts.identify(accessToken);
  if (isSameMailbox(address, run.request.subject)) return passed({ address });
  const note = both(
    `The mailbox’s own address is ${address}.`,
    `メールボックスの主アドレスは ${address} です。`,
  );
  return failed('delegation_alias', { address }, note);
}

/** The failures of `users.labels.list` that say nothing of whether Gmail is on. */
const OF_LABELS: ReadonlySet<Cause> = new Set<Cause>([
  'delegation_scopes_missing',
  'delegation_subject_missing',
  'mailbox_mismatch',
  'access_token_rejected',
]);

/** Lists the labels, which needs Gmail to be on. */
export async function checkGmail(run: Run): Promise<Finding> {
  if (!canRead('labels', tokenOf(run).scopes)) return withoutScope(run.request, 'labels');
  const labels = await readLabels(run);
  if (labels.ok === true) return passed({});
  return labels.cause && OF_LABELS.has(labels.cause) ? notChecked('labels') : labels;
}

export async function checkLabels(run: Run): Promise<Finding> {
  if (!canRead('labels', tokenOf(run).scopes)) return withoutScope(run.request, 'labels');
  return readLabels(run);
}

/** One call serves both steps. */
async function readLabels(run: Run): Promise<Finding> {
  run.labels ??= await run.ports
    .listLabels(tokenOf(run).accessToken)
    .then(({ length }) => passed({ labels: length }), failedBy);
  return run.labels;
}

/** Reads the mailbox's own setting. Whether the domain allows IMAP shows only when a mail program logs in. */
export async function checkImap({ ports, request, ...run }: Run): Promise<Finding> {
  const { accessToken, scopes } = tokenOf(run);
  if (!canRead('imap', scopes)) return withoutScope(request, 'imap');
  const { enabled } = await ports.readImap(accessToken);
  if (!enabled) return failed('imap_off', {});
  if (!ports.loginToImap) return passed({ login: false });
  await ports.loginToImap({ address: request.subject, accessToken });
  return passed(
    { login: true },
    both('A mail program can log in.', 'メールソフトからログインできます。'),
  );
}
