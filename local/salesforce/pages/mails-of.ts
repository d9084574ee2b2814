import type { Org } from '../org.ts';
import type { Row } from '../state/records.ts';

/** The mails of a case, the oldest first. */
export const mailsOf = ({ records }: Org, caseId: string): Row[] =>
  records
    .having('EmailMessage', 'ParentId', [caseId])
    .toSorted((one, other) => dateOf(one) - dateOf(other));

const dateOf = (mail: Row): number => Date.parse(String(mail['MessageDate']));
