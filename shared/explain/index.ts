export { type Explanation, explain, knownCausesOf } from './explain.ts';
