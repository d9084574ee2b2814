import { AppError } from '../../../errors.ts';
import { parseXml, type XmlElement } from './parse-xml.ts';
import { isSalesforceId } from './salesforce-id.ts';

/** The fields of a record by their API names. An empty field is left out, as Salesforce leaves it out. */
export type RecordFields = ReadonlyMap<string, string>;

export type Notification = {
  /** The same at each delivery, and of no other notification. */
  readonly id: string;
  /** As the record is now, and not as it was when the notification was made. Null: it is deleted. */
  readonly record: RecordFields | null;
};

export type OutboundMessage = {
  readonly organizationId: string;
  /** Each id once. */
  readonly notifications: readonly Notification[];
};

/** SOAP 1.1 §4. */
const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
/** "Understanding the Outbound Messaging WSDL" in Salesforce's SOAP API Developer Guide. */
export const OUTBOUND = 'http://soap.sforce.com/2005/09/outbound';
const SOBJECT = /^urn:sobject\.(enterprise|partner)\.soap\.sforce\.com$/;
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const MOST_NOTIFICATIONS = 100;

/**
 * Reads an Outbound Message. What it does not need is passed over: the session id, which is a secret if there is one, is
 * never read.
 *
 * @throws AppError `body_malformed`: it is no XML that is accepted; `body_invalid`: it is another message, with the
 *   element that is wrong in `detail.fields`
 */
export function readMessage(body: Buffer): OutboundMessage {
  const envelope = parseXml(body);
  if (envelope.namespace !== ENVELOPE || envelope.name !== 'Envelope') throw wrong('Envelope');
  if (within(envelope, ENVELOPE, 'Header').some(isDemanding)) throw wrong('Header');
  const message = only(only(envelope, ENVELOPE, 'Body'), OUTBOUND, 'notifications');
  const organizationId = idIn(message, 'OrganizationId');
  const found = within(message, OUTBOUND, 'Notification');
  if (found.length === 0 || found.length > MOST_NOTIFICATIONS) throw wrong('Notification');
  const byId = new Map(found.map(readNotification).map((each) => [each.id, each]));
  return { organizationId, notifications: [...byId.values()] };
}

const wrong = (element: string): AppError =>
  new AppError('body_invalid', { detail: { fields: [element] } });

/** A header that its sender demands to be understood is refused, because none is (SOAP 1.1 §4.2.3). */
const isDemanding = ({ children }: XmlElement): boolean =>
  children.some(({ attributes }) =>
    attributes.some(
      ({ uri, local, value }) => uri === ENVELOPE && local === 'mustUnderstand' && value !== '0',
    ),
  );

const within = ({ children }: XmlElement, namespace: string, name: string): XmlElement[] =>
  children.filter((each) => each.namespace === namespace && each.name === name);

/** The one element of this name. @throws AppError `body_invalid` */
function only(parent: XmlElement, namespace: string, name: string): XmlElement {
  const [found, second] = within(parent, namespace, name);
  if (!found || second) throw wrong(name);
  return found;
}

/** @throws AppError `body_invalid` */
function idIn(parent: XmlElement, name: string): string {
  const id = only(parent, OUTBOUND, name).text.trim();
  if (!isSalesforceId(id)) throw wrong(name);
  return id;
}

function readNotification(element: XmlElement): Notification {
  const id = idIn(element, 'Id');
  const [record, second] = within(element, OUTBOUND, 'sObject');
  if (second) throw wrong('sObject');
  return { id, record: record ? fieldsOf(record) : null };
}

const isNil = ({ attributes }: XmlElement): boolean =>
  attributes.some(
    ({ uri, local, value }) => uri === XSI && local === 'nil' && /^\s*(true|1)\s*$/.test(value),
  );

/** Null: the record is deleted, so that Salesforce has nothing of it to send. */
function fieldsOf(record: XmlElement): RecordFields | null {
  const elements = record.children.filter(({ namespace }) => SOBJECT.test(namespace));
  if (record.children.length > 0 && elements.length === 0) throw wrong('sObject');
  if (elements.length === 0) return null;
  const names = new Set(elements.map(({ name }) => name));
  if (names.size < elements.length) throw wrong('sObject');
  // A compound field, such as an address, has no text of its own. Its parts are fields of their own.
  const simple = elements.filter((each) => each.children.length === 0 && !isNil(each));
  return new Map(simple.map(({ name, text }) => [name, text]));
}
