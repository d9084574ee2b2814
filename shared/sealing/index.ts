export type { Keyring, SealingKey } from './keyring.ts';
export { seal, unseal } from './seal.ts';
