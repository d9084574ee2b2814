export { type Addition, type AdditionLine, isHeldBack, type LineOutcome } from './addition.ts';
export { type BadLine, checkList, findKnown, MOST_LINES } from './check-list.ts';
export { continueAddition } from './continue-addition.ts';
export { readList } from './read-list.ts';
export { beginAddition, readAddition, readLines, retryFailed } from './stored-addition.ts';
