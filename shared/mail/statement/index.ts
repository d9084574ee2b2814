export { compareWithNative } from './compare-with-native.ts';
export { type DayRefusal, dayBefore, daysAround, daysToClose, type Span, spanOf } from './day.ts';
export { AGREED, type Difference, isDifference, type StatementLine } from './line.ts';
export { type Statement, statementOf } from './statement.ts';
