import { itemsIn, objectIn, textIn } from './answer-fields.ts';

/** The labels of an answer of `users.labels.list`. */
export const labelsIn = (answer: unknown) =>
  itemsIn(objectIn(answer), 'labels').map((label) => ({
    id: textIn(label, 'id'),
    name: textIn(label, 'name'),
  }));
