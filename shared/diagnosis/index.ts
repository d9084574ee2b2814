export { LINKS } from './catalogue/links.ts';
export { diagnose, type Failure } from './diagnose.ts';
export {
  diagnoseConnection,
  diagnoseEvent,
  diagnoseFleet,
  diagnoseImap,
  diagnoseProbe,
  diagnoseSample,
} from './diagnose-stored.ts';
export type { Cause, Diagnosis } from './diagnosis.ts';
export type { Actor, RegisteredValue, Step, Wording } from './entry.ts';
export { lookUp } from './lookup.ts';
export type { Circumstances } from './why-it-ended.ts';
