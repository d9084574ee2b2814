export { bounceCause } from './bounce-cause.ts';
export { calloutCause } from './callout-rules.ts';
export { LINKS } from './catalogue/links.ts';
export { diagnose, type Failure } from './diagnose.ts';
export {
  diagnoseConnection,
  diagnoseEvent,
  diagnoseFleet,
  diagnoseImap,
  diagnoseProbe,
  diagnoseSample,
  diagnoseUse,
} from './diagnose-stored.ts';
export { type Cause, type Diagnosis, diagnosisOf, mayPass } from './diagnosis.ts';
export {
  type Actor,
  both,
  type Link,
  type RegisteredValue,
  type Step,
  type Wording,
} from './entry.ts';
export { knownNameIn, saysOrgLogin, whereKnown } from './known-names.ts';
export { lookUp } from './lookup.ts';
export { possibleCauses, serviceOf, withOthers } from './same-words.ts';
export { namedCode } from './screen-text.ts';
export { signOf } from './signs.ts';
export { toldBy } from './told-by-text.ts';
export { readTrouble, type Trouble, troubleOf } from './trouble.ts';
export {
  hrefIn,
  type Known,
  type KnownMailbox,
  knownMailbox,
  namedValue,
  nameOfValue,
  sentencesOf,
  stepText,
  valueIn,
} from './values.ts';
export type { Circumstances } from './why-it-ended.ts';
