import { asAppError } from '../errors.ts';
import type { ImapFinding } from '../google/index.ts';
import {
  type CheckFailure,
  type ConnectionStore,
  type ImapCheck,
  includesImap,
} from '../tokens/index.ts';
import type { ProbePorts } from './call-gmail.ts';

/** Logs in to Gmail's IMAP server as a mailbox. */
export type ImapLogIn = (address: string, accessToken: string) => Promise<ImapFinding>;

export type ImapPorts = ProbePorts & {
  readonly store: Pick<ConnectionStore, 'readConnection'>;
  /** Null: the emulated Google has no IMAP server, and the login is left out. */
  readonly logInToImap: ImapLogIn | null;
};

/**
 * Checks IMAP of a mailbox whose profile includes it: reads the setting, logs in, and notes both on the connection.
 * It is made when a person asks for a check and once after connecting, but not by the daily probe: a login costs
 * several seconds and one of the mailbox's 15 connections, and IMAP says nothing of the grant (decision 18).
 *
 * @param enabledBy the administrator who turned IMAP on just before, for the audit trail
 * @throws AppError what `accessTokenFor` throws, and `store_unavailable`; what IMAP refuses is a finding
 */
export async function checkImap(
  ports: ImapPorts,
  connectionId: string,
  enabledBy: string | null = null,
): Promise<void> {
  const found = await ports.store.readConnection(connectionId);
  if (found?.value.status !== 'active' || !includesImap(found.value.profile)) return;
  const at = ports.clock.now();
  const token = await ports.tokens.accessTokenFor(connectionId, { trigger: 'person' });
  const [setting, login] = await Promise.all([
    settingIn(ports, token.value),
    logIn(ports, found.value.mailbox.address, token.value),
  ]);
  await ports.tokens.recordImap(connectionId, { at, ...setting, ...login }, enabledBy);
}

/**
 * Turns IMAP on in the settings of a mailbox that is connected by delegation, and checks it.
 *
 * @param by the administrator who requested it
 * @throws AppError what `settingsTokenFor` throws (`settings_scope_missing` where it is not delegated), `token_rejected`,
 *   `gmail_refused`, `google_unavailable`, `store_unavailable`, `store_conflict`
 */
export async function enableImap(
  ports: ImapPorts,
  connectionId: string,
  by: string,
): Promise<void> {
  const accessToken = await ports.tokens.settingsTokenFor(connectionId);
  const { enabled } = await ports.gmail.enableImap(accessToken);
  // Where the organization allows no IMAP, Gmail may accept the change and leave IMAP off.
  await checkImap(ports, connectionId, enabled ? by : null);
}

async function settingIn(
  { gmail }: ImapPorts,
  accessToken: string,
): Promise<Pick<ImapCheck, 'enabled' | 'settingsFailure'>> {
  try {
    const { enabled } = await gmail.readImap(accessToken);
    return { enabled, settingsFailure: null };
  } catch (thrown) {
    return { enabled: null, settingsFailure: failureIn(thrown) };
  }
}

async function logIn(
  { logInToImap }: ImapPorts,
  address: string,
  accessToken: string,
): Promise<Pick<ImapCheck, 'folders' | 'loginFailure'>> {
  if (!logInToImap) return { folders: null, loginFailure: null };
  try {
    const { mailboxes } = await logInToImap(address, accessToken);
    return { folders: mailboxes, loginFailure: null };
  } catch (thrown) {
    return { folders: null, loginFailure: failureIn(thrown) };
  }
}

function failureIn(thrown: unknown): CheckFailure {
  const { code, upstream } = asAppError(thrown);
  return { code, upstream };
}
