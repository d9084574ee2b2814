/** The six functions, each in the file of its name and under a path of its name. */
export const FUNCTION_NAMES = [
  'authorization-url',
  'oauth-callback',
  'token-refresh',
  'label-probe',
  'salesforce-webhook',
  'setup-page',
] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];
