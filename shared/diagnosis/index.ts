export { diagnose, type Failure } from './diagnose.ts';
export { diagnoseConnection } from './diagnose-connection.ts';
export { diagnoseEvent } from './diagnose-event.ts';
export { diagnoseFleet } from './diagnose-fleet.ts';
export type { Cause, Diagnosis } from './diagnosis.ts';
export type { Actor, Wording } from './entry.ts';
export { lookUp } from './lookup.ts';
export type { Circumstances } from './why-it-ended.ts';
