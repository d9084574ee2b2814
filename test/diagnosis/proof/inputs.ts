import type { Cause } from '../../../shared/diagnosis/index.ts';

type Context = Readonly<Record<string, unknown>>;

/** What somebody brings. */
export type Input = { readonly where: string; readonly body: unknown; readonly context?: Context };

/** An answer in real words that has the cause, and one that nearly looks like it and has another. */
export type Proof = readonly [real: Input, nearMiss: Input];

/** The proofs of causes that answers have. */
export type Proofs = Partial<Readonly<Record<Cause, Proof>>>;

const oauth = (error: string, description?: string) => ({ error, error_description: description });

export const screen = (body: string, context: Context = {}): Input => ({
  where: 'consent_screen',
  body,
  context,
});

export const callback = (query: string): Input => ({
  where: 'callback',
  body: `https://connector.example/oauth-callback?${query}&state=x`,
});

export const user = (error: string, description?: string, context: Context = {}): Input => ({
  where: 'token_user',
  body: oauth(error, description),
  context,
});

export const service = (error: string, description?: string, context: Context = {}): Input => ({
  where: 'token_service_account',
  body: oauth(error, description),
  context,
});

/** Google's API error, with its reason in the old and the new form. */
export const gmail = (
  [code, reason]: readonly [status: number, reason: string],
  message: string,
  context: Context = {},
): Input => ({
  where: 'gmail_api',
  body: { error: { code, message, errors: [{ domain: 'global', reason, message }] } },
  context,
});

export const iam = (code: number, message: string): Input => ({
  where: 'token_service_account',
  body: { error: { code, message, status: 'PERMISSION_DENIED' } },
});

export const imap = (body: string, context: Context = {}): Input => ({
  where: 'imap',
  body,
  context,
});

export const network = (body: string, context: Context = {}): Input => ({
  where: 'network',
  body,
  context,
});

export const login = (error: string, description: string): Input => ({
  where: 'salesforce',
  body: oauth(error, description),
});

export const record = (errorCode: string, message = '', fields: readonly string[] = []): Input => ({
  where: 'salesforce',
  body: [{ errorCode, message, fields }],
});

export const ofSalesforce = (body: string): Input => ({ where: 'salesforce', body });

export const challenge = (status: string): string =>
  Buffer.from(
    JSON.stringify({ status, schemes: 'Bearer', scope: 'https://mail.google.com/' }),
  ).toString('base64');
