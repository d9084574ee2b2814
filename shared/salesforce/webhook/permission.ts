/**
 * What a caller may ask for. `token` hands out access tokens, with which its holder reads the mailbox itself: no
 * caller has it unless an administrator grants it.
 */
export const PERMISSIONS = [
  'status',
  'probe',
  'refresh',
  'connect',
  'mail',
  'send',
  'disconnect',
  'token',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const isPermission = (name: string): name is Permission =>
  PERMISSIONS.some((each) => each === name);
