import { type Answer, json } from '../http/answer.ts';

type IamError = {
  code: number;
  status: string;
  message: string;
  /** `google.rpc.ErrorInfo`, where Google sends one. */
  info?: { reason: string; domain: string; metadata: Record<string, string> };
};

const SERVICE = { service: 'iamcredentials.googleapis.com' };

const IAM_ERRORS = {
  noCredentials: {
    code: 401,
    status: 'UNAUTHENTICATED',
    message:
      'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    info: { reason: 'CREDENTIALS_MISSING', domain: 'googleapis.com', metadata: SERVICE },
  },
  invalidCredentials: {
    code: 401,
    status: 'UNAUTHENTICATED',
    message:
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    info: { reason: 'ACCESS_TOKEN_EXPIRED', domain: 'googleapis.com', metadata: SERVICE },
  },
  insufficientScope: {
    code: 403,
    status: 'PERMISSION_DENIED',
    message: 'Request had insufficient authentication scopes.',
    info: {
      reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      domain: 'googleapis.com',
      metadata: SERVICE,
    },
  },
  denied: {
    code: 403,
    status: 'PERMISSION_DENIED',
    message: "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist).",
    info: {
      reason: 'IAM_PERMISSION_DENIED',
      domain: 'iam.googleapis.com',
      metadata: { permission: 'iam.serviceAccounts.signJwt' },
    },
  },
  apiOff: {
    code: 403,
    status: 'PERMISSION_DENIED',
    message:
      'IAM Service Account Credentials API has not been used in project 123456789012 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/iamcredentials.googleapis.com/overview?project=123456789012 then retry.',
    info: { reason: 'SERVICE_DISABLED', domain: 'googleapis.com', metadata: SERVICE },
  },
  unknownAccount: {
    code: 404,
    status: 'NOT_FOUND',
    message: 'Not found; Gaia id not found for email',
  },
  disabled: {
    code: 400,
    status: 'FAILED_PRECONDITION',
    message: 'Service account is disabled.',
  },
  invalidArgument: {
    code: 400,
    status: 'INVALID_ARGUMENT',
    message: 'Request contains an invalid argument.',
  },
} as const satisfies Record<string, IamError>;

export type IamErrorName = keyof typeof IAM_ERRORS;

/**
 * An error of the IAM Service Account Credentials API, in the JSON shape of Google's newer APIs.
 *
 * @param detail text to append to the message
 */
export function iamErrorAnswer(name: IamErrorName, detail = ''): Answer {
  const { code, status, message, info }: IamError = IAM_ERRORS[name];
  const details = info
    ? { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', ...info }] }
    : {};
  return json(code, { error: { code, message: message + detail, status, ...details } });
}
