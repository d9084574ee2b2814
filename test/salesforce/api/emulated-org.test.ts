import { describe, expect, test } from '@jest/globals';
import { startOrg } from '../emulator/emulated-org.ts';
import { movesContract, orgContract } from './org-contract.ts';
import { filing } from './scripted-org.ts';
import { sessionOf } from './session-of.ts';

async function openWith(deployment: 'nothing' | 'fields' | 'everything') {
  const { baseUrl, org } = await startOrg();
  org.deploy(deployment);
  return { baseUrl, ...org.login };
}

describe('The emulated org', () => {
  orgContract(() => openWith('everything'));
  movesContract(() => openWith('everything'));
});

describe('The emulated org without the Apex class', () => {
  movesContract(() => openWith('fields'));
});

describe('The emulated org without the key', () => {
  test('refuses to have a mail written again, and names the field', async () => {
    const { store } = sessionOf(await openWith('nothing'));
    const { emailMessageId } = await store.file(filing());
    await expect(store.refile(filing(), { emailMessageId })).rejects.toMatchObject({
      code: 'org_fields_missing',
      detail: { missing: ['EmailMessage.Gmail_Message_Key__c'] },
    });
  });

  test('knows a mail that it has by its Message-ID', async () => {
    const { store } = sessionOf(await openWith('nothing'));
    const given = filing();
    expect(await store.twinOf(given)).toBeNull();
    const stored = await store.file(given);
    expect(await store.twinOf(given)).toEqual({ ...stored, isNew: false });
  });
});
