import { survivingCase } from '../data/cases.ts';
import { KEY_FIELD } from '../objects/mail.ts';
import type { Org } from '../org.ts';
import type { Row } from '../state/records.ts';

/** What the Apex class `GmailCaseFinder` is given: a mail's texts, header section and sender. */
export type FinderInput = {
  readonly subject: string;
  readonly textBody: string;
  readonly htmlBody: string;
  readonly headers: string;
  readonly fromAddress: string;
};

/**
 * Finds the case of a mail as `EmailMessages.getRecordIdFromEmail` and `Cases.getCaseIdFromEmailHeaders` do:
 * by a threading token, then by In-Reply-To, by References, and by the first 22 bytes of Thread-Index. Message-IDs that
 * Salesforce itself gave name their case also where no mail has them. A merged case is replaced by its survivor.
 */
export function findCase(org: Org, input: FinderInput): Record<string, unknown> {
  const token = org.threadTokens.caseIn(`${input.subject}\n${input.textBody}\n${input.htmlBody}`);
  const byToken = token === undefined ? undefined : survivingCase(org, token);
  const found = byToken ?? afterMove(org, caseOfHeaders(org, input.headers), input.headers);
  return {
    caseId: found?.Id ?? null,
    matchedBy: found ? (byToken ? 'token' : 'headers') : null,
    participants: found ? participantsOf(org, found) : [],
    contactId: oneContact(org, input.fromAddress),
  };
}

/** Did the connector write this mail again on another case? Then this is the one that it left behind. */
const isMoved = (mail: Row): boolean => String(mail[KEY_FIELD] ?? '').startsWith('moved:');

/** The case to which a mail was moved, where the headers name that mail and Salesforce finds the row that is left. */
function afterMove(org: Org, found: Row | undefined, headers: string): Row | undefined {
  const ids = (headers.match(/<[^<>\s]+>/g) ?? []).flatMap((id) => [id, id.slice(1, -1)]);
  const mails = org.records.having('EmailMessage', 'MessageIdentifier', ids);
  const left = mails.filter((mail) => isMoved(mail) && mail['ParentId'] === found?.Id);
  const names = new Set(left.map((mail) => mail['MessageIdentifier']));
  const again = mails.filter(
    (mail) => !isMoved(mail) && names.has(mail['MessageIdentifier'] ?? ''),
  );
  return firstCase(org, again) ?? found;
}

function caseOfHeaders(org: Org, headers: string): Row | undefined {
  const unfolded = headers.replace(/\r?\n[ \t]+/g, ' ');
  for (const name of ['In-Reply-To', 'References']) {
    const value = new RegExp(`^${name}:(.*)$`, 'im').exec(unfolded)?.[1] ?? '';
    // The last reference is the mail that was answered.
    for (const id of (value.match(/<[^<>\s]+>/g) ?? []).reverse()) {
      const found = caseOfMessage(org, id);
      if (found) return found;
    }
  }
  const threadIndex = /^Thread-Index:\s*(\S+)$/im.exec(unfolded)?.[1];
  return threadIndex === undefined ? undefined : caseOfConversation(org, threadIndex);
}

function caseOfConversation(org: Org, threadIndex: string): Row | undefined {
  const conversation = Buffer.from(threadIndex, 'base64').subarray(0, 22).toString('base64');
  const mails = org.records.having('EmailMessage', 'ClientThreadIdentifier', [conversation]);
  return firstCase(org, mails);
}

/** Rows hold a Message-ID with or without its angle brackets. */
function caseOfMessage(org: Org, id: string): Row | undefined {
  const mails = org.records.having('EmailMessage', 'MessageIdentifier', [id, id.slice(1, -1)]);
  const named = org.threadTokens.caseOfMessageId(id);
  const survivor = named === undefined ? undefined : survivingCase(org, named);
  return firstCase(org, mails) ?? survivor;
}

function firstCase(org: Org, mails: readonly Row[]): Row | undefined {
  const cases = mails.map((mail) => survivingCase(org, String(mail['ParentId'])));
  return cases.find((one) => one !== undefined);
}

const ADDRESS = /[^\s<>;,"()]+@[^\s<>;,"()]+/g;

/** The addresses that take part in a case, in lower case. */
function participantsOf(org: Org, found: Row): readonly string[] {
  const mails = org.records
    .having('EmailMessage', 'ParentId', [found.Id])
    .filter((mail) => !isMoved(mail));
  const texts = [
    found['SuppliedEmail'],
    found['ContactEmail'],
    ...mails.flatMap((mail) => [mail['FromAddress'], mail['ToAddress'], mail['CcAddress']]),
  ];
  const addresses = texts.flatMap(
    (text) =>
      String(text ?? '')
        .toLowerCase()
        .match(ADDRESS) ?? [],
  );
  return [...new Set(addresses)];
}

/** The contact with this address, if there is exactly one. */
function oneContact(org: Org, address: string): string | null {
  const found = org.records
    .having('Contact', 'Email', [address])
    .filter((row) => row['IsDeleted'] === false);
  return found.length === 1 ? (found[0]?.Id ?? null) : null;
}
