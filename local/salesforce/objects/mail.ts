import {
  type Field,
  field,
  type ObjectType,
  picklist,
  readOnly,
  reference,
  SYSTEM_FIELDS,
} from './field.ts';

/** The custom field that is unique to a mail: Text(64), unique, case-sensitive, external id. */
export const KEY_FIELD = 'Gmail_Message_Key__c';

const keyField: Field = field(KEY_FIELD, 'string', { length: 64, unique: true, indexed: true });

/** Origin and priority are restricted here, so that a value which the org does not offer is noticed. */
export const CASE: ObjectType = {
  name: 'Case',
  label: 'Case',
  keyPrefix: '500',
  fields: [
    ...SYSTEM_FIELDS,
    readOnly('CaseNumber', 'string', { length: 30, indexed: true }),
    reference('ContactId', ['Contact']),
    readOnly('ContactEmail', 'email'),
    field('Description', 'textarea'),
    readOnly('IsClosed', 'boolean'),
    readOnly('MasterRecordId', 'reference', { referenceTo: ['Case'] }),
    picklist('Origin', ['Email', 'Phone', 'Web']),
    reference('OwnerId', ['Group', 'User']),
    picklist('Priority', ['High', 'Medium', 'Low'], { defaultValue: 'Medium' }),
    reference('RecordTypeId', ['RecordType']),
    reference('SourceId', ['EmailMessage']),
    picklist('Status', ['New', 'Working', 'Escalated', 'Closed'], { defaultValue: 'New' }),
    field('Subject', 'string', { length: 255 }),
    field('SuppliedEmail', 'email', { updateable: false }),
    field('SuppliedName', 'string', { length: 80, updateable: false }),
    keyField,
  ],
};

const fixed = { updateable: false };
const body = { length: 131_072, ...fixed };
const addresses = { length: 4000, ...fixed, filterable: false };
const identifier = { length: 765, ...fixed, indexed: true };

/** Nothing but the status and custom fields may change after the insert. */
export const EMAIL_MESSAGE: ObjectType = {
  name: 'EmailMessage',
  label: 'Email Message',
  keyPrefix: '02s',
  fields: [
    ...SYSTEM_FIELDS,
    reference('ParentId', ['Case'], { ...fixed, required: true }),
    reference('RelatedToId', ['Case'], fixed),
    field('Incoming', 'boolean', fixed),
    field('IsClientManaged', 'boolean', fixed),
    field('IsBounced', 'boolean', fixed),
    field('IsExternallyVisible', 'boolean', { defaultValue: true }),
    field('Status', 'picklist', {
      defaultValue: '0',
      picklist: ['New', 'Read', 'Replied', 'Sent', 'Forwarded', 'Draft'].map((label, status) => ({
        value: String(status),
        label,
      })),
    }),
    field('Subject', 'string', { length: 3000, ...fixed }),
    field('TextBody', 'textarea', body),
    field('HtmlBody', 'textarea', body),
    field('Headers', 'textarea', fixed),
    field('FromAddress', 'email', { length: 1000, ...fixed }),
    field('FromName', 'string', { length: 1000, ...fixed }),
    field('ToAddress', 'string', addresses),
    field('CcAddress', 'string', addresses),
    field('BccAddress', 'string', addresses),
    field('MessageDate', 'datetime', fixed),
    field('MessageIdentifier', 'string', identifier),
    field('ThreadIdentifier', 'string', identifier),
    field('ClientThreadIdentifier', 'string', identifier),
    reference('ReplyToEmailMessageId', ['EmailMessage'], fixed),
    readOnly('HasAttachment', 'boolean'),
    keyField,
  ],
};
