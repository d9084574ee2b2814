import { type AppError, detailForCallers, errorEntry } from '../../../errors.ts';
import { type Incoming, type Reply, refusalHeaders, xml } from '../../../http/index.ts';
import { OUTBOUND } from './read-message.ts';

const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>
`;

/** The answer after which Salesforce does not send the message again. */
export const acknowledgement = (): Reply =>
  xml(
    envelope(`<notificationsResponse xmlns="${OUTBOUND}"><Ack>true</Ack></notificationsResponse>`),
  );

/**
 * A SOAP fault, which says why a message is not acknowledged, so that Salesforce sends it again. Its status is 500 whatever
 * the code, as SOAP 1.1 §6.2 demands: clients look for a fault in no other answer. What is no POST is no SOAP.
 */
export function soapFault({ language, method }: Incoming, error: AppError): Reply {
  const { status, ...words } = errorEntry(error.code);
  const { fields = [] } = detailForCallers(error);
  const { notDone = '' } = error.detail;
  const about = [[...fields].join(', '), String(notDone)].filter((each) => each !== '');
  const inBrackets = about.length > 0 ? ` (${about.join('; ')})` : '';
  const text = `${error.code}: ${words[language]}${inBrackets}`;
  const party = status >= 500 ? 'Server' : 'Client';
  const fault = `<soapenv:Fault><faultcode>soapenv:${party}</faultcode><faultstring>${escaped(text)}</faultstring></soapenv:Fault>`;
  return refusalHeaders(xml(envelope(fault), method === 'POST' ? 500 : status), error);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
