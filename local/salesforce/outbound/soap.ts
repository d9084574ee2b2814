import { SaxesParser } from 'saxes';
import type { Org } from '../org.ts';
import { longId } from '../state/ids.ts';
import type { Row } from '../state/records.ts';
import type { Definition, QueuedMessage } from './queue.ts';

const OUTBOUND = 'http://soap.sforce.com/2005/09/outbound';
const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The envelope of a message, with the cases as they are now. A deleted one has no data. */
export function envelopeOf(
  org: Pick<Org, 'records' | 'organizationId' | 'baseUrl'>,
  { fields }: Definition,
  message: QueuedMessage,
): string {
  const notifications = message.notifications.map(({ id, caseId }) => {
    const row = org.records.find('Case', caseId);
    const data = row && row['IsDeleted'] === false ? recordOf(row, fields) : '';
    return `<Notification><Id>${id}</Id>${data}</Notification>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="${ENVELOPE}" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="${OUTBOUND}">
   <OrganizationId>${org.organizationId}</OrganizationId>
   <ActionId>${longId('04kHs0000000001')}</ActionId>
   <SessionId xsi:nil="true"/>
   <EnterpriseUrl>${escaped(`${org.baseUrl}/services/Soap/c/64.0/${org.organizationId}`)}</EnterpriseUrl>
   <PartnerUrl>${escaped(`${org.baseUrl}/services/Soap/u/64.0/${org.organizationId}`)}</PartnerUrl>
   ${notifications.join('\n   ')}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
}

function recordOf(row: Row, fields: readonly string[]): string {
  const elements = fields.flatMap((name) => {
    const value = row[name];
    const isEmpty = value === null || value === undefined;
    return isEmpty ? [] : [`<sf:${name}>${escaped(String(value))}</sf:${name}>`];
  });
  return `<sObject xsi:type="sf:Case" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">${elements.join('')}</sObject>`;
}

/** Without the characters that XML cannot hold (XML 1.0 §2.2). */
const escaped = (text: string): string =>
  text
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** What a listener answered. */
export type Acknowledgement = { readonly isTrue: boolean; readonly failure: string };

/**
 * Reads a listener's answer. Only an `Ack` that is true acknowledges: a status of 200 alone is a failure, too.
 *
 * @returns the failure as the delivery status page of Salesforce shows it
 */
export function readAcknowledgement(status: number, body: string): Acknowledgement {
  const texts = textsIn(body);
  const fault = texts?.get('Envelope/Body/Fault/faultstring');
  if (fault !== undefined) return { isTrue: false, failure: fault };
  if (status !== 200) return { isTrue: false, failure: `(${status})` };
  const ack = texts?.get('Envelope/Body/notificationsResponse/Ack')?.trim();
  if (ack === 'true' || ack === '1') return { isTrue: true, failure: '' };
  return { isTrue: false, failure: ack === undefined ? NO_ANSWER : 'SOAP response was a nack' };
}

const NO_ANSWER = 'The answer is no notificationsResponse';

/** The namespace of each element that is read; the children of a fault have none (SOAP 1.1 §4.4). */
const NAMESPACES: Readonly<Record<string, string>> = {
  Envelope: ENVELOPE,
  Body: ENVELOPE,
  Fault: ENVELOPE,
  faultstring: '',
  notificationsResponse: OUTBOUND,
  Ack: OUTBOUND,
};

/** The texts by the path of their element; undefined: it is no XML, or has another namespace. */
function textsIn(body: string): ReadonlyMap<string, string> | undefined {
  const texts = new Map<string, string>();
  const open: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ local, uri }) => {
    open.push(NAMESPACES[local] === uri ? local : '?');
    texts.set(open.join('/'), '');
  });
  parser.on('text', (text) => {
    const path = open.join('/');
    texts.set(path, (texts.get(path) ?? '') + text);
  });
  parser.on('closetag', () => void open.pop());
  try {
    parser.write(body).close();
    return texts;
  } catch {
    return undefined;
  }
}
