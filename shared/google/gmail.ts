import { AppError, type ErrorCode } from '../errors.ts';
import type { GoogleEndpoints } from './endpoints.ts';
import { answerIn, gmailReport } from './report.ts';
import { createShortFetch } from './short-fetch.ts';

/** The Gmail API, as far as a probe needs it. */
export type Gmail = {
  /**
   * Lists the names of a mailbox's labels (`users.labels.list`, 1 quota unit).
   *
   * @throws AppError `token_rejected` (401), `gmail_refused`, `google_unavailable`
   */
  listLabels(accessToken: string): Promise<readonly string[]>;
};

const TIMEOUT_MS = 15_000;
/** Room for the 10,000 labels that a mailbox may have, at several hundred bytes each. */
const MAX_BYTES = 8 * 1024 * 1024;

export function createGmail(endpoints: GoogleEndpoints): Gmail {
  const fetchImplementation = createShortFetch(TIMEOUT_MS, { maxBytes: MAX_BYTES });
  return {
    listLabels: async (accessToken) => {
      // Loaded at the first use, so that functions which never probe start without it.
      const [{ gmail }, { OAuth2Client }] = await Promise.all([
        import('googleapis/build/src/apis/gmail/index.js'),
        import('google-auth-library'),
      ]);
      const auth = new OAuth2Client({
        transporterOptions: { fetchImplementation, noProxy: [/^/] },
      });
      auth.setCredentials({ access_token: accessToken });
      const answer = await gmail({ version: 'v1', auth })
        // Set per call: as an option of the service, rootUrl would lose the path of an emulator's URL.
        .users.labels.list({ userId: 'me' }, { rootUrl: endpoints.gmail, retry: false })
        .catch((thrown: unknown) => {
          throw gmailRefusal(thrown);
        });
      return namesIn(answer.data);
    },
  };
}

function namesIn(data: unknown): readonly string[] {
  const labels = typeof data === 'object' && data !== null && 'labels' in data ? data.labels : null;
  if (!Array.isArray(labels)) throw new AppError('google_unavailable');
  return labels.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

const TRANSIENT_REASONS: ReadonlySet<string> = new Set([
  'userRateLimitExceeded',
  'rateLimitExceeded',
  'dailyLimitExceeded',
]);

function gmailRefusal(thrown: unknown): AppError {
  const upstream = gmailReport(answerIn(thrown));
  return new AppError(refusalCode(upstream.status, upstream.error), { upstream });
}

function refusalCode(status: number | null, reason: string | null): ErrorCode {
  // A redirect, which is not followed, is not Gmail's: something between us and Gmail answered.
  if (status === null || status < 400) return 'google_unavailable';
  if (status === 429 || status >= 500) return 'google_unavailable';
  if (status === 401) return 'token_rejected';
  return reason !== null && TRANSIENT_REASONS.has(reason) ? 'google_unavailable' : 'gmail_refused';
}
