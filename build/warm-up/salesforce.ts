import { KEY_FIELD, REQUIRED } from '../../shared/salesforce/api/mail-records.ts';

/** Below the host of the stand-in for Google, which serves the org too. */
export const ORG_PATH = '/salesforce';

/** How a call that files a mail ends. */
export const FILING = '/composite';

const FIELDS = [...REQUIRED.Case, ...REQUIRED.EmailMessage, KEY_FIELD, 'Origin', 'Headers'].map(
  (name) => ({ name, type: 'string', length: 255, createable: true, unique: name === KEY_FIELD }),
);

const created = (referenceId: string, id: string): object => ({
  referenceId,
  httpStatusCode: 201,
  body: { id, success: true, errors: [] },
});

/**
 * What Salesforce answers when the first mail is filed in an org with this connector's package, by the end of the
 * path: a login, what the user may do, no case that is found, a new case.
 *
 * @param myDomain the org's URL, at which it was called
 */
export function orgAnswer(path: string, myDomain: string): object {
  if (path.endsWith('/token')) {
    return { access_token: 'warm-up', instance_url: myDomain, token_type: 'Bearer' };
  }
  if (path.endsWith('/describe')) return { createable: true, fields: FIELDS, recordTypeInfos: [] };
  if (path.endsWith('/apex')) return { actions: [{ name: 'GmailCaseFinder' }] };
  if (path.endsWith(FILING)) {
    const [newCase, newEmail] = ['500000000000001AAA', '02s000000000001AAA'];
    return { compositeResponse: [created('newCase', newCase), created('newEmail', newEmail)] };
  }
  return [{ isSuccess: true, outputValues: { caseId: null, participants: [], contactId: null } }];
}
