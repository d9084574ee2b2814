import { classOf } from '../tokens/index.ts';
import { diagnose, type Failure } from './diagnose.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';

/** Why most mailboxes fail alike: what is one mailbox's owner's to mend is not, when it is everybody's. */
export const diagnoseFleet = (failure: Failure): Diagnosis =>
  classOf(failure.code) === 'grant' ? diagnosisOf('fleet_refused') : diagnose(failure);
