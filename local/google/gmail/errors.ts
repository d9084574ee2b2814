import { type Answer, json } from '../http/answer.ts';

/** One error of the Gmail API: HTTP status, canonical status, legacy reason and message. */
type GmailError = {
  code: number;
  status: string;
  reason: string;
  message: string;
  /** The message in `errors[]`, where it differs from the error's own message. */
  legacy?: string;
  domain?: string;
  /** `google.rpc.ErrorInfo.reason` (cloud.google.com/apis/design/errors), where Google sends one. */
  info?: string;
};

const GMAIL_ERRORS = {
  noCredentials: {
    code: 401,
    status: 'UNAUTHENTICATED',
    reason: 'required',
    message:
      'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    legacy: 'Login Required.',
    info: 'CREDENTIALS_MISSING',
  },
  invalidCredentials: {
    code: 401,
    status: 'UNAUTHENTICATED',
    reason: 'authError',
    message:
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    legacy: 'Invalid Credentials',
    info: 'ACCESS_TOKEN_EXPIRED',
  },
  insufficientScope: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'insufficientPermissions',
    message: 'Request had insufficient authentication scopes.',
    legacy: 'Insufficient Permission',
    info: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  },
  delegationDenied: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'forbidden',
    message: 'Delegation denied',
  },
  mailNotEnabled: {
    code: 400,
    status: 'FAILED_PRECONDITION',
    reason: 'failedPrecondition',
    message: 'Mail service not enabled',
  },
  preconditionFailed: {
    code: 400,
    status: 'FAILED_PRECONDITION',
    reason: 'failedPrecondition',
    message: 'Precondition check failed.',
  },
  apiOff: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'accessNotConfigured',
    domain: 'usageLimits',
    message:
      'Gmail API has not been used in project 123456789012 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/gmail.googleapis.com/overview?project=123456789012 then retry.',
    info: 'SERVICE_DISABLED',
  },
  domainPolicy: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'domainPolicy',
    message: 'The domain administrators have disabled Gmail apps.',
  },
  tooManyRequests: {
    code: 429,
    status: 'RESOURCE_EXHAUSTED',
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message: 'Too many concurrent requests for user.',
  },
  userRateLimit: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'userRateLimitExceeded',
    domain: 'usageLimits',
    message: 'User-rate limit exceeded.',
  },
  projectRateLimit: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message: 'Rate Limit Exceeded',
    info: 'RATE_LIMIT_EXCEEDED',
  },
  dailyLimit: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'dailyLimitExceeded',
    domain: 'usageLimits',
    message: 'Daily Limit Exceeded',
  },
  unheardOf: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'unheardOf',
    message: 'The request was refused.',
  },
  backendError: {
    code: 500,
    status: 'INTERNAL',
    reason: 'backendError',
    message: 'Internal error encountered.',
  },
  unavailable: {
    code: 503,
    status: 'UNAVAILABLE',
    reason: 'backendError',
    message: 'The service is currently unavailable.',
  },
  invalidArgument: {
    code: 400,
    status: 'INVALID_ARGUMENT',
    reason: 'invalidArgument',
    message: 'Request contains an invalid argument.',
  },
  entityNotFound: {
    code: 404,
    status: 'NOT_FOUND',
    reason: 'notFound',
    message: 'Requested entity was not found.',
  },
  metadataScope: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'forbidden',
    message: 'Metadata scope does not',
  },
  quotaExceeded: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message:
      "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'gmail.googleapis.com' for consumer 'project_number:123456789012'.",
    info: 'RATE_LIMIT_EXCEEDED',
  },
  recipientRequired: {
    code: 400,
    status: 'INVALID_ARGUMENT',
    reason: 'invalidArgument',
    message: 'Recipient address required',
  },
  messageTooLarge: {
    code: 413,
    status: 'INVALID_ARGUMENT',
    reason: 'uploadTooLarge',
    message: 'The message exceeds the maximum size.',
  },
  sendingLimit: {
    code: 429,
    status: 'RESOURCE_EXHAUSTED',
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message: 'User-rate limit exceeded.',
  },
  watchTopicInvalid: {
    code: 400,
    status: 'INVALID_ARGUMENT',
    reason: 'invalidArgument',
    message: 'Invalid topicName does not match',
  },
  watchNotAuthorized: {
    code: 403,
    status: 'PERMISSION_DENIED',
    reason: 'forbidden',
    message: 'Error sending test message to Cloud PubSub',
  },
  watchTopicMissing: {
    code: 404,
    status: 'NOT_FOUND',
    reason: 'notFound',
    message: 'Error sending test message to Cloud PubSub',
  },
  watchTaken: {
    code: 400,
    status: 'INVALID_ARGUMENT',
    reason: 'invalidArgument',
    message:
      'Only one user push notification client allowed per developer (call /stop then try again)',
  },
  notFound: { code: 404, status: 'NOT_FOUND', reason: 'notFound', message: 'Not Found' },
} as const satisfies Record<string, GmailError>;

export type GmailErrorName = keyof typeof GMAIL_ERRORS;

/**
 * An error in the JSON shape of Google's APIs (developers.google.com/gmail/api/guides/handle-errors).
 *
 * @param detail text to append to the message
 */
export function gmailErrorAnswer(name: GmailErrorName, detail = ''): Answer {
  const { code, status, reason, ...error }: GmailError = GMAIL_ERRORS[name];
  const message = error.message + detail;
  const entry = {
    message: (error.legacy ?? error.message) + detail,
    domain: error.domain ?? 'global',
    reason,
    ...(code === 401 ? { location: 'Authorization', locationType: 'header' } : {}),
  };
  const details = error.info
    ? {
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: error.info,
            domain: 'googleapis.com',
            metadata: { service: 'gmail.googleapis.com' },
          },
        ],
      }
    : {};
  return json(code, { error: { code, message, errors: [entry], status, ...details } });
}
