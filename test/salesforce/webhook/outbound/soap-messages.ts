/** A notification as a test writes it. Null: its record is deleted. */
export type Written = {
  readonly id: string;
  readonly fields: Readonly<Record<string, string | null>> | null;
};

export const ORGANIZATION = '00DHs0000000001MAA';

/** An id of 18 characters for a number. */
export const notificationId = (number: number): string => `04lHs00000${digitsOf(number)}IAA`;

const digitsOf = (number: number): string => String(number).padStart(5, '0');

export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');

type Message = {
  readonly organizationId?: string;
  readonly namespace?: string;
  readonly notifications: readonly Written[];
};

/** An Outbound Message as Salesforce sends it. */
export function soapMessage({
  organizationId = ORGANIZATION,
  namespace = 'http://soap.sforce.com/2005/09/outbound',
  notifications,
}: Message): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="${namespace}">
   <OrganizationId>${organizationId}</OrganizationId>
   <ActionId>04kHs0000000001IAA</ActionId>
   <SessionId xsi:nil="true"/>
   <EnterpriseUrl>https://example.my.salesforce.com/services/Soap/c/64.0/00DHs0000000001</EnterpriseUrl>
   <PartnerUrl>https://example.my.salesforce.com/services/Soap/u/64.0/00DHs0000000001</PartnerUrl>
${notifications.map(notification).join('')}  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
}

const notification = ({ id, fields }: Written): string =>
  `   <Notification>
    <Id>${id}</Id>
${fields ? record(fields) : ''}   </Notification>
`;

const record = (fields: Readonly<Record<string, string | null>>): string =>
  `    <sObject xsi:type="sf:Case" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
${Object.entries(fields).map(field).join('')}    </sObject>
`;

const field = ([name, value]: readonly [string, string | null]): string =>
  value === null
    ? `     <sf:${name} xsi:nil="true"/>\n`
    : `     <sf:${name}>${escaped(value)}</sf:${name}>\n`;
