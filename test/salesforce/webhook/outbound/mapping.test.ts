import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  defineOperation,
  type Operation,
} from '../../../../shared/salesforce/webhook/operation.ts';
import {
  outboundOperations,
  readSetup,
} from '../../../../shared/salesforce/webhook/outbound/entered-setup.ts';
import {
  fieldsIn,
  mappingText,
  readMapping,
  requestOf,
} from '../../../../shared/salesforce/webhook/outbound/mapping.ts';
import { SEND_EMAIL } from '../../../../shared/salesforce/webhook/verbs/send-email.ts';

/** An operation with a property of every kind. */
const EVERY_KIND: Operation = defineOperation({
  name: 'everyKind',
  summary: 'Has a property of every kind.',
  request: z.object({
    name: z.string().min(2),
    count: z.int().min(1).default(1),
    ratio: z.number().default(1),
    isUrgent: z.boolean().default(false),
    ids: z.array(z.string()).default([]),
    files: z.array(z.object({ name: z.string() })).default([]),
  }),
  response: z.object({}),
  refusals: [],
  permission: 'status',
  changesSomething: true,
  usefulUnanswered: true,
  run: async () => ({}),
});

const problemsOf = (text: string, operation = EVERY_KIND) =>
  readMapping(operation, text).problems.map(({ line, kind, about }) => [line, kind, about]);

describe('a mapping', () => {
  test('takes values from fields and from texts', () => {
    const text = '\r\n  name=Name\n\ncount = "7"\r\n ids =Ids__c  \n';
    const { mapping, problems } = readMapping(EVERY_KIND, text);
    expect(problems).toEqual([]);
    expect(mapping).toEqual([
      { property: 'name', field: 'Name' },
      { property: 'count', text: '7' },
      { property: 'ids', field: 'Ids__c' },
    ]);
    expect(fieldsIn(mapping)).toEqual(['Name', 'Ids__c']);
  });

  test('is the same when its lines are written and read again, whatever its texts are', () => {
    const mapping = fc.array(
      fc.oneof(
        fc.record({
          property: fc.constant('textBody'),
          text: fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        }),
        fc.record({
          property: fc.constant('textBody'),
          field: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/),
        }),
      ),
      { minLength: 1, maxLength: 1 },
    );
    fc.assert(
      fc.property(mapping, (written) => {
        const { mapping: read } = readMapping(SEND_EMAIL, mappingText(written));
        expect(read).toEqual(written);
      }),
    );
  });

  test.each([
    ['a line without =', 'name = Name\nnonsense', [[2, 'no_line', '']]],
    ['a line without a property', 'name = Name\n= Name', [[2, 'no_line', '']]],
    ['an unknown property', 'name = Name\nnmae = Name', [[2, 'no_property', 'nmae']]],
    ['another case', 'name = Name\nCount = Name', [[2, 'no_property', 'Count']]],
    [
      'a property of every object',
      'name = Name\nconstructor = X',
      [[2, 'no_property', 'constructor']],
    ],
    ['a property twice', 'name = Name\nname = "Lamp"', [[2, 'twice', 'name']]],
    ['a list of objects', 'name = Name\nfiles = X', [[2, 'not_mappable', 'files']]],
    [
      'a field of another record',
      'name = Name\ncount = Contact.Age',
      [[2, 'no_value', 'Contact.Age']],
    ],
    ['no value', 'name = Name\ncount =', [[2, 'no_value', '']]],
    ['curly quotes', 'name = Name\ncount = “7”', [[2, 'no_value', '“7”']]],
    ['an open quote', 'name = Name\ncount = "7', [[2, 'no_value', '"7']]],
    ['a text that does not fit', 'name = "L"', [[1, 'bad_text', 'name']]],
    ['a text that is no number', 'name = Name\ncount = "many"', [[2, 'bad_text', 'count']]],
    ['a text that is no boolean', 'name = Name\nisUrgent = "yes"', [[2, 'bad_text', 'isUrgent']]],
    ['nothing', ' \n', [[null, 'missing', 'name']]],
    ['too much', 'x'.repeat(20_001), [[null, 'too_long', '']]],
  ])('is refused for %s, and the line is named', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test('is refused for everything at once, in the order of its lines', () => {
    const text = 'nonsense\ncount = "many"\nnmae = Name';
    expect(problemsOf(text)).toEqual([
      [1, 'no_line', ''],
      [2, 'bad_text', 'count'],
      [3, 'no_property', 'nmae'],
      [null, 'missing', 'name'],
    ]);
  });

  test('never throws, whatever is entered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readMapping(EVERY_KIND, text);
        readMapping(EVERY_KIND, `name = ${text}`);
      }),
    );
  });
});

describe('a request', () => {
  const make = (text: string, record: Record<string, string>) =>
    requestOf(EVERY_KIND, readMapping(EVERY_KIND, text).mapping, new Map(Object.entries(record)));

  test('has the types of its operation', () => {
    const text = 'name = N\ncount = C\nratio = R\nisUrgent = U\nids = I';
    const record = { N: '12', C: '7', R: '-0.5', U: 'true', I: 'a; b,c\nd' };
    const request = {
      name: '12',
      count: 7,
      ratio: -0.5,
      isUrgent: true,
      ids: ['a', 'b', 'c', 'd'],
    };
    expect(make(text, record)).toEqual(request);
    expect(EVERY_KIND.prepare(make(text, record)).request).toMatchObject(request);
  });

  test('leaves out what is empty in the record, so that the default counts', () => {
    expect(make('name = N\ncount = C', { N: 'Lamp' })).toEqual({ name: 'Lamp' });
  });

  test('is refused by the name of the property when a text of the record is none of its kind', () => {
    const asked = () => EVERY_KIND.prepare(make('name = N\ncount = C', { N: 'Lamp', C: 'many' }));
    const detail = { fields: ['count'] };
    expect(asked).toThrow(expect.objectContaining({ code: 'body_invalid', detail }));
  });
});

describe('what is entered for Outbound Messages', () => {
  const ENTERED = {
    organizationId: '00DHs0000000001',
    operation: 'checkConnection',
    mapping: 'mailbox = Mailbox__c',
  };

  test.each(['00DHs0000000001', '00DHs0000000001MAA', ' 00DHs0000000001 '])(
    'has its organization by the id %j',
    (organizationId) => {
      const { setup } = readSetup({ ...ENTERED, organizationId });
      expect(setup?.organizationId).toBe('00DHs0000000001');
    },
  );

  test.each(['', '00DHs000000001', '00DHs0000000001MAB', '00dhs0000000001maa', '005Hs0000000001'])(
    'is refused with the organization id %j',
    (organizationId) => {
      const { setup, problems } = readSetup({ ...ENTERED, organizationId });
      expect(setup).toBeNull();
      expect(problems).toEqual([{ line: null, kind: 'organization', about: organizationId }]);
    },
  );

  test.each(['', 'getAccessToken', 'createAuthorizationUrl', 'constructor'])(
    'is refused with the operation %j, whose answer nobody would get',
    (operation) => {
      expect(readSetup({ ...ENTERED, operation }).problems).toEqual([
        { line: null, kind: 'operation', about: operation },
      ]);
    },
  );

  test('may ask for each operation that is useful without its answer', () => {
    const names = outboundOperations().map(({ name }) => name);
    expect(names).toEqual([
      'checkConnection',
      'refreshConnection',
      'sendEmail',
      'releaseHeldMail',
      'disconnectMailbox',
    ]);
    const sending = outboundOperations().find(({ name }) => name === 'sendEmail');
    const properties = sending?.properties.map(({ name }) => name) ?? [];
    expect(properties).toEqual(expect.arrayContaining(['mailbox', 'textBody', 'fileIds']));
    expect(properties).not.toContain('attachments');
  });
});
