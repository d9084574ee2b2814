import { describe, expect, test } from '@jest/globals';
import { lookUpCase } from '../../../shared/salesforce/api/look-up-case.ts';
import type { OrgSession } from '../../../shared/salesforce/api/session.ts';

const ID = '500000000000001AAA';
const LIVE = { Id: ID, CaseNumber: '00001027', Subject: 'Help', Status: 'New', IsDeleted: false };

/** A session whose queries are answered by what they contain. */
function sessionWith(rows: Readonly<Record<string, readonly object[]>>) {
  const asked: string[] = [];
  const session = {
    org: { myDomain: 'https://example.my.salesforce.com' },
    call: async ({ path }: { readonly path: string }) => {
      const soql = decodeURIComponent(path);
      asked.push(soql);
      const found = Object.entries(rows).find(([part]) => soql.includes(part));
      return { records: found?.[1] ?? [] };
    },
  } as unknown as OrgSession;
  return { session, asked };
}

describe('A case is found', () => {
  test.each([
    ['its id', ID],
    ['its id of 15 characters', ID.slice(0, 15)],
    [
      'the address of its page in Lightning',
      `https://example.lightning.force.com/lightning/r/Case/${ID}/view`,
    ],
    ['its address in the org', ` https://example.my.salesforce.com/${ID}?x=1 `],
  ])('by %s', async (_, named) => {
    const { session, asked } = sessionWith({ [`Id = '${ID.slice(0, 15)}`]: [LIVE] });
    expect(await lookUpCase(session, named)).toEqual({
      id: ID,
      number: '00001027',
      subject: 'Help',
      status: 'New',
    });
    expect(asked).toHaveLength(1);
  });

  test('by its number, with and without the zeros before it', async () => {
    const { session } = sessionWith({ "IN ('1027', '00001027')": [LIVE] });
    expect((await lookUpCase(session, '1027')).id).toBe(ID);
  });

  test('by the number of one that was merged into it', async () => {
    const merged = { ...LIVE, Id: '500000000000002AAA', IsDeleted: true, MasterRecordId: ID };
    const { session } = sessionWith({
      "IN ('1027'": [merged],
      [`Id = '${merged.Id}'`]: [merged],
      [`Id = '${ID}'`]: [LIVE],
    });
    expect((await lookUpCase(session, '1027')).id).toBe(ID);
  });
});

describe('A case is refused', () => {
  test.each([
    ['that is closed', '1027', { ...LIVE, IsClosed: true }, 'case_closed'],
    ['that was deleted', '1027', { ...LIVE, IsDeleted: true }, 'case_gone'],
    ['that is not there', '1027', null, 'case_unknown'],
    ['whose number is none', "1' OR Id != '", null, 'case_unknown'],
    ['of another org', `https://other.my.salesforce.com/${ID}`, LIVE, 'case_foreign'],
    [
      'of another site',
      `https://example.my.salesforce.com.evil.example/${ID}`,
      LIVE,
      'case_foreign',
    ],
    ['at no address', `https://`, LIVE, 'case_foreign'],
  ])('%s', async (_, named, row, code) => {
    const { session } = sessionWith({ 'FROM Case': row === null ? [] : [row] });
    await expect(lookUpCase(session, named)).rejects.toMatchObject({ code });
  });
});
