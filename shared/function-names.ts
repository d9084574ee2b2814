/** The eight functions. Each has a file and a path of the same name. */
export const FUNCTION_NAMES = [
  'authorization-url',
  'oauth-callback',
  'token-refresh',
  'label-probe',
  'salesforce-webhook',
  'setup-page',
  'gmail-push',
  'mail-sync',
] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];
