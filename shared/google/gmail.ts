import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/index.js';
import { AppError } from '../errors.ts';
import { createShortFetch } from '../network/short-fetch.ts';
import type { GoogleEndpoints } from './endpoints.ts';
import { gmailRefusal } from './gmail-refusal.ts';
import { answerIn, gmailReport } from './report.ts';

/** The IMAP settings of a mailbox, as Gmail's reference names them (`users.settings`, ImapSettings). */
export type ImapSettings = {
  readonly enabled: boolean;
  readonly autoExpunge: boolean | null;
  readonly expungeBehavior: string | null;
  readonly maxFolderSize: number | null;
};

/**
 * The Gmail API, as far as probes need it. Each method throws an AppError: `token_rejected` (401),
 * `gmail_refused`, `google_unavailable`.
 */
export type Gmail = {
  /** Lists the names of a mailbox's labels (`users.labels.list`, 1 quota unit). */
  listLabels(accessToken: string): Promise<readonly string[]>;
  /** Reads a mailbox's IMAP settings (`users.settings.getImap`, 1 quota unit). */
  readImap(accessToken: string): Promise<ImapSettings>;
  /**
   * Turns IMAP on and leaves its other settings as they are (`users.settings.updateImap`, which replaces all of
   * them). Answers the settings that Gmail then has.
   *
   * @param accessToken with the scope `gmail.settings.basic`, which serves for both calls
   */
  enableImap(accessToken: string): Promise<ImapSettings>;
};

const TIMEOUT_MS = 15_000;
/** Room for the 10,000 labels that a mailbox may have, at several hundred bytes each. */
const MAX_BYTES = 8 * 1024 * 1024;

export function createGmail(endpoints: GoogleEndpoints): Gmail {
  const fetchImplementation = createShortFetch(TIMEOUT_MS, { maxBytes: MAX_BYTES });
  /** Google's client of one mailbox. It is loaded at the first use, so that functions which never probe start without it. */
  const usersFor = async (accessToken: string): Promise<gmail_v1.Resource$Users> => {
    const [{ gmail }, { OAuth2Client }] = await Promise.all([
      import('googleapis/build/src/apis/gmail/index.js'),
      import('google-auth-library'),
    ]);
    const auth = new OAuth2Client({ transporterOptions: { fetchImplementation, noProxy: [/^/] } });
    auth.setCredentials({ access_token: accessToken });
    return gmail({ version: 'v1', auth }).users;
  };
  // Set per call: as an option of the service, rootUrl would lose the path of an emulator's URL.
  const options = { rootUrl: endpoints.gmail, retry: false };
  const readImap = async (accessToken: string): Promise<ImapSettings> => {
    const { settings } = await usersFor(accessToken);
    return settingsIn(await dataOf(settings.getImap({ userId: 'me' }, options)));
  };
  return {
    listLabels: async (accessToken) => {
      const { labels } = await usersFor(accessToken);
      return namesIn(await dataOf(labels.list({ userId: 'me' }, options)));
    },
    readImap,
    enableImap: async (accessToken) => {
      const requestBody = { ...withoutNulls(await readImap(accessToken)), enabled: true };
      const { settings } = await usersFor(accessToken);
      return settingsIn(await dataOf(settings.updateImap({ userId: 'me', requestBody }, options)));
    },
  };
}

/** The answer of a call, or our own error for Gmail's refusal. */
async function dataOf(call: Promise<{ readonly data: unknown }>): Promise<unknown> {
  const { data } = await call.catch((thrown: unknown) => {
    throw gmailRefusal(gmailReport(answerIn(thrown)));
  });
  return data;
}

function namesIn(data: unknown): readonly string[] {
  const labels = typeof data === 'object' && data !== null && 'labels' in data ? data.labels : null;
  if (!Array.isArray(labels)) throw new AppError('google_unavailable');
  return labels.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

/** Google leaves out a field that has its default value (Protocol Buffers' JSON): `enabled` is then false. */
function settingsIn(data: unknown): ImapSettings {
  if (typeof data !== 'object' || data === null) throw new AppError('google_unavailable');
  const { enabled, autoExpunge, expungeBehavior, maxFolderSize } = data as Record<string, unknown>;
  return {
    enabled: enabled === true,
    autoExpunge: typeof autoExpunge === 'boolean' ? autoExpunge : null,
    expungeBehavior: typeof expungeBehavior === 'string' ? expungeBehavior : null,
    maxFolderSize: typeof maxFolderSize === 'number' ? maxFolderSize : null,
  };
}

const withoutNulls = ({ autoExpunge, expungeBehavior, maxFolderSize }: ImapSettings) => ({
  ...(autoExpunge !== null && { autoExpunge }),
  ...(expungeBehavior !== null && { expungeBehavior }),
  ...(maxFolderSize !== null && { maxFolderSize }),
});
