import { type Answer, json, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Org } from '../org.ts';

/** The addresses of records in Salesforce: they lead to the page of the case. */
export function openRecord({ records, basePath }: Org, { path }: Exchange): Answer {
  const id = path.split('/').find((segment) => /^(500|02s)\w{12,15}$/.test(segment)) ?? '';
  const caseId = id.startsWith('500') ? id : records.find('EmailMessage', id)?.['ParentId'];
  return typeof caseId === 'string'
    ? redirect(`${basePath}/cases/${caseId}`)
    : json(404, { error: 'not_found' });
}
