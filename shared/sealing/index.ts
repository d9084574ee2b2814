export { type KeyringPorts, STALE_MS } from './key-cache.ts';
export {
  belongsTo,
  installationOf,
  type KeySet,
  newKeySet,
  parseKeySet,
  withNewKey,
  withoutOldKeys,
  writeKeySet,
} from './key-set.ts';
export { createKeyring, type KeyFinder, type Keyring, type SealingKey } from './keyring.ts';
export { keyIdOf, seal, unseal } from './seal.ts';
export { type Resealed, resealAll, type SealedRecords } from './sealed-records.ts';
