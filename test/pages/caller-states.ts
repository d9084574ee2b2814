import {
  type CallerForm,
  type CallersView,
  type CallerView,
  callerPage,
  callersPage,
  type Frame,
  type OutboundForm,
} from '../../shared/pages/index.ts';
import type { CallerUse, StoredCaller } from '../../shared/salesforce/webhook/callers/index.ts';
import {
  type EnteredSetup,
  enteredOf,
  outboundOperations,
  readSetup,
} from '../../shared/salesforce/webhook/outbound/entered-setup.ts';
import { PERMISSIONS } from '../../shared/salesforce/webhook/permission.ts';
import { errorView } from './error-view.ts';
import { ago } from './sample-views.ts';

const SECRET = { version: 'v1', addedAt: ago(3), addedBy: 'admin@example.com' };

const CALLER: StoredCaller = {
  id: '4f0c1a9b7e52',
  name: 'Flow: case replies',
  proof: 'signature',
  permissions: ['status', 'probe', 'connect'],
  outbound: null,
  secrets: [SECRET],
  addedAt: ago(3000),
  addedBy: 'admin@example.com',
  removedAt: null,
};
const APEX: StoredCaller = {
  ...CALLER,
  id: '8d21b6f0c3aa',
  name: '<夜間バッチ> & "Apex"',
  proof: 'timestamped',
  permissions: PERMISSIONS,
  secrets: [SECRET, { ...SECRET, version: 'v0', addedAt: ago(90_000) }],
};
const KEY: StoredCaller = { ...CALLER, name: 'Service console', proof: 'key', permissions: [] };

const OUTBOUND: StoredCaller = {
  ...CALLER,
  id: '0be5a7c9d1f3',
  name: 'Replies of the case form',
  proof: 'outbound',
  permissions: ['send'],
  outbound: {
    organizationId: '00DHs0000000001',
    operation: 'sendEmail',
    mapping: [
      { property: 'mailbox', text: 'support@example.com' },
      { property: 'caseId', field: 'Id' },
      { property: 'toAddress', field: 'SuppliedEmail' },
      { property: 'textBody', field: 'Reply__c' },
    ],
  },
};

const ENTERED: EnteredSetup = { organizationId: '', operation: 'sendEmail', mapping: '' };
const WRONG: EnteredSetup = {
  organizationId: '00D1',
  operation: 'sendEmail',
  mapping: 'mailBox = "support@example.com"\ntextBody = “Hello”\ncaseId = Id\ncaseId = Case__c',
};

const outboundForm = (entered: EnteredSetup, isChecked = false): OutboundForm => ({
  entered,
  operations: outboundOperations(),
  problems: isChecked ? readSetup(entered).problems : [],
});

const use = (outcome: string): CallerUse => ({
  callerId: CALLER.id,
  at: ago(12),
  operation: 'getConnection',
  outcome,
});

const list =
  (about: Partial<CallersView> = {}) =>
  (frame: Frame): string => {
    const form: CallerForm = {
      name: '',
      proof: 'signature',
      permissions: ['status'],
      outbound: ENTERED,
    };
    const items = [
      { caller: CALLER, use: use('answered') },
      { caller: APEX, use: use('operation_forbidden') },
      { caller: KEY, use: null },
      { caller: OUTBOUND, use: { ...use('no_record'), operation: 'sendEmail' } },
    ];
    const outbound = outboundForm(form.outbound);
    const shown = { items, form, outbound, refused: null };
    const view = { ...shown, hasSettings: true, removed: false, ...about };
    return callersPage({ ...frame, path: '/setup-page/callers' }, view);
  };

const one =
  (caller: StoredCaller, about: Partial<CallerView> = {}) =>
  (frame: Frame): string => {
    const outbound = caller.outbound && outboundForm(enteredOf(caller.outbound));
    const shown = { caller, entered: caller, outbound, use: null, secret: null };
    const view = { ...shown, done: null, refused: null, ...about };
    return callerPage({ ...frame, path: `/setup-page/callers/${caller.id}` }, view);
  };

/** The pages of Salesforce callers in every state that differs visibly. */
export const CALLER_STATES = {
  callers: list({ removed: true }),
  'callers-none': list({ items: [], hasSettings: false }),
  'callers-refused': (frame: Frame): string =>
    list({ refused: errorView('caller_name_invalid') })(frame),
  'caller-added': one(CALLER, {
    secret: 'nZ8rBv5pJ0wQ3xL7tY2cK9mF4sD6gH1aE0uI8oP5jW',
    done: 'added',
  }),
  'caller-used': one(CALLER, { use: use('answered'), done: 'changed' }),
  'caller-apex': one(APEX, {
    use: use('call_expired'),
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYq=',
    done: 'rotated',
  }),
  'caller-key': one(KEY, { done: 'ended' }),
  'caller-outbound-added': one(OUTBOUND, {
    secret: '0be5a7c9d1f3.nZ8rBv5pJ0wQ3xL7tY2cK9mF4sD6gH1aE0uI8oP5jW',
    done: 'added',
  }),
  'caller-outbound': one({ ...OUTBOUND, permissions: ['status'] }, { use: use('send_empty') }),
  'caller-outbound-refused': one(OUTBOUND, { outbound: outboundForm(WRONG, true) }),
  'callers-outbound-refused': list({
    items: [],
    form: { name: 'Replies', proof: 'outbound', permissions: ['send'], outbound: WRONG },
    outbound: outboundForm(WRONG, true),
  }),
  'caller-refused': (frame: Frame): string =>
    one(CALLER, { refused: errorView('caller_name_invalid') })(frame),
};
