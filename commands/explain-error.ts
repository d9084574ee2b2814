import { diagnose, stepText } from '../shared/diagnosis/index.ts';
import type { AppError } from '../shared/errors.ts';
import { say } from '../shared/pages/messages.ts';
import { whoActs } from '../shared/pages/who-acts.ts';
import { explainFailure, START_REMEDIES } from '../shared/start-remedies.ts';

/** What failed and who acts. Of the installation itself the facts help; of a mailbox and an org the diagnosis does. */
export function explainError(error: AppError): string {
  if (error.code in START_REMEDIES) return explainFailure(error);
  const diagnosis = diagnose(error);
  const { title, remedy } = diagnosis;
  return [
    `${title.en} (${error.code}).`,
    `${say('en', 'whoActs')}: ${whoActs('en', diagnosis)}`,
    ...remedy.map((step) => `  ${stepText(step, 'en')}`),
  ].join('\n');
}
