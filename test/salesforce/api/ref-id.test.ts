import { expect, test } from '@jest/globals';
import { casesOfRefs } from '../../../shared/salesforce/api/ref-id.ts';

const OURS = '00D200000001IFsEAM';

test.each([
  ['with exclamation marks', 'ref:!00D20001IFs.!500VE01sdS2:ref', '500VE000001sdS2'],
  ['with underscores', 'ref:_00D201IFs._50020a1b2:ref', '50020000000a1b2'],
  ['with whole ids', 'ref:!00D200000001IFsEAM.!500VE000001sdS2YAO:ref', '500VE000001sdS2'],
])('a reference %s names a case with its zeros', (_form, text, id) => {
  expect(casesOfRefs(text, OURS)).toEqual([id]);
});

test('is read in a subject with brackets and in a quoted text', () => {
  const text =
    'Re: Printer [ ref:!00D20001IFs.!500VE01sdS2:ref ]\n> ref:!00D20001IFs.!500VE01sdS2:ref';
  expect(casesOfRefs(text, null)).toEqual(['500VE000001sdS2']);
});

test('of another org names none', () => {
  expect(casesOfRefs('ref:!00D99901IFs.!500VE01sdS2:ref', OURS)).toEqual([]);
  expect(casesOfRefs('ref:!00D200001IFs.!500VE01sdS2:ref', OURS)).toEqual(['500VE000001sdS2']);
});

test('of many the first three are taken, and what looks like one is none', () => {
  const many = Array.from({ length: 9 }, (_, n) => `ref:!00D20001IFs.!500VE01sdS${n}:ref`).join(
    ' ',
  );
  expect(casesOfRefs(many, null)).toHaveLength(3);
  expect(
    casesOfRefs('ref:!00D20001IFs._500VE01sdS2:ref ref:!00D.!500:ref xref: ref', null),
  ).toEqual([]);
});
