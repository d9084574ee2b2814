import { createAnswer } from './answer.ts';
import { OPERATIONS } from './operations.ts';

export { verifyCaller } from './caller.ts';

/** Answers a verified caller: see `createAnswer`. */
export const answerCaller = createAnswer(OPERATIONS);
