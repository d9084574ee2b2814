export { bearerIn, type CallProof, callerIdIn, requireRecent, verifyProof } from './call-proof.ts';
export { type CallerWithSecret, retireSecrets, rotateSecret } from './caller-secrets.ts';
export {
  addCaller,
  changeCaller,
  listCallers,
  type NewCaller,
  removeCaller,
} from './change-callers.ts';
export { createKnownCallers, type KnownCallers } from './known-callers.ts';
export { createNoteUse } from './note-use.ts';
export { createRateLimit } from './rate-limit.ts';
export {
  CALLER_RECORD,
  CALLER_USE_RECORD,
  type CallerPorts,
  type CallerUse,
  type MappedProperty,
  NO_RECORD,
  type OutboundSetup,
  PROOFS,
  type Proof,
  type StoredCaller,
} from './stored-caller.ts';
export { readCaller } from './write-caller.ts';
