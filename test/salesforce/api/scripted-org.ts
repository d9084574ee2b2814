import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createCaseStore } from '../../../shared/salesforce/api/case-store.ts';
import type { Org, OrgSecret, OrgToken } from '../../../shared/salesforce/api/org.ts';
import { createOrgSession } from '../../../shared/salesforce/api/session.ts';
import { serve } from '../../google/scripted-server.ts';

/** A request as the org received it: its path is below `/services/`. */
export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export type Scripted = {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export const V = 'data/v64.0';

const column = (name: string, type = 'string', about: Record<string, unknown> = {}) => ({
  name,
  type,
  length: 255,
  createable: true,
  unique: name === 'Gmail_Message_Key__c',
  picklistValues: [],
  ...about,
});

export const describeOf = (names: readonly string[], about: Record<string, unknown> = {}) => ({
  createable: true,
  fields: names.map((name) => column(name)),
  recordTypeInfos: [],
  ...about,
});

export const CASE_FIELDS = [
  'Subject',
  'SuppliedEmail',
  'SuppliedName',
  'Description',
  'Origin',
  'Priority',
  'RecordTypeId',
  'OwnerId',
  'ContactId',
  'Gmail_Message_Key__c',
];
export const EMAIL_FIELDS = [
  'ParentId',
  'Incoming',
  'Status',
  'Subject',
  'TextBody',
  'HtmlBody',
  'FromAddress',
  'FromName',
  'ToAddress',
  'CcAddress',
  'MessageDate',
  'MessageIdentifier',
  'ThreadIdentifier',
  'Headers',
  'IsClientManaged',
  'Gmail_Message_Key__c',
];

/** An org that answers as a test says, and otherwise as one where all is deployed but Apex. */
export async function scriptedOrg(script: (seen: Seen) => Scripted | null = () => null) {
  const seen: Seen[] = [];
  let logins = 0;
  const origin = await serve(async (request, response) => {
    const body = (await buffer(request)).toString('utf8');
    const path = decodeURIComponent(request.url ?? '').replace('/salesforce/services/', '');
    const one = { method: request.method ?? '', path, headers: request.headers, body };
    seen.push(one);
    if (path === 'oauth2/token') logins += 1;
    const { status = 200, body: answer, headers } = script(one) ?? ordinary(path, base, logins);
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
  const base = `${origin}/salesforce`;
  const org: Org = {
    id: 'org-1',
    myDomain: base,
    method: 'client_credentials',
    clientId: 'consumer-key',
    username: null,
    secretVersion: 'v1',
    certificate: null,
    organizationId: null,
    readiness: null,
    addedAt: new Date(0),
    addedBy: 'admin@example.com',
    isFromSettings: false,
    removedAt: null,
  };
  const tokens = createTokens();
  const secret: OrgSecret = { kind: 'client_secret', clientSecret: 'marked-secret' };
  const ports = { secretOf: async () => secret, tokens, clock: { now: () => new Date() } };
  const session = createOrgSession(org, ports);
  const store = createCaseStore(async () => session);
  return { base, org, seen, session, store, tokens, loginCount: () => logins };
}

export function createTokens() {
  const held = new Map<string, OrgToken>();
  return {
    held,
    readOrgToken: async (id: string) => held.get(id) ?? null,
    writeOrgToken: async (id: string, token: OrgToken) => {
      held.set(id, token);
    },
  };
}

function ordinary(path: string, base: string, logins: number): Scripted {
  if (path === 'oauth2/token') {
    const id = `${base}/id/00D000000000001EAA/005000000000001AAA`;
    return { body: { access_token: `marked-token-${logins}`, instance_url: base, id } };
  }
  if (path === 'data/') return { body: [{ version: '63.0' }, { version: '64.0' }] };
  if (path === `${V}/actions/custom/apex`) return { body: { actions: [] } };
  if (path === `${V}/sobjects/Case/describe`) return { body: describeOf(CASE_FIELDS) };
  if (path === `${V}/sobjects/EmailMessage/describe`) return { body: describeOf(EMAIL_FIELDS) };
  if (path === `${V}/sobjects/ContentVersion/describe`) return { body: describeOf(['Title']) };
  if (path === `${V}/sobjects/Contact/describe`) {
    return { body: { createable: true, fields: [column('Email', 'email')], recordTypeInfos: [] } };
  }
  if (path.startsWith(`${V}/query`)) return { body: { records: [], done: true } };
  if (path === `${V}/parameterizedSearch`) return { body: { searchRecords: [] } };
  if (path === `${V}/composite`) return { body: filed() };
  return { status: 201, body: { id: '068000000000001AAA', success: true, errors: [] } };
}

export const CASE_ID = '500000000000001AAA';
export const EMAIL_ID = '02s000000000001AAA';

export const filed = () => ({
  compositeResponse: [
    { referenceId: 'newCase', httpStatusCode: 201, body: { id: CASE_ID, success: true } },
    { referenceId: 'newEmail', httpStatusCode: 201, body: { id: EMAIL_ID, success: true } },
  ],
});

/** A composite that one subrequest failed. */
export const refusedBy = (
  referenceId: 'newCase' | 'newEmail',
  error: { errorCode: string; message: string; fields?: readonly string[] },
): Scripted => ({
  body: {
    compositeResponse: [
      {
        referenceId: referenceId === 'newCase' ? 'newEmail' : 'newCase',
        httpStatusCode: 400,
        body: [{ errorCode: 'PROCESSING_HALTED', message: 'The transaction was rolled back' }],
      },
      { referenceId, httpStatusCode: 400, body: [{ fields: [], ...error }] },
    ],
  },
});

export const KEY = 'a'.repeat(64);

export const filing = () => ({
  key: KEY,
  target: {
    kind: 'new_case' as const,
    contactId: null,
    subject: 'A marked subject',
    supplied: { address: 'ann@customer.example', name: 'Ann' },
    routing: {
      origin: 'Email',
      priority: null,
      recordTypeId: null,
      owner: { kind: 'default' } as { kind: 'default' } | { kind: 'assignment_rules' },
    },
  },
  email: {
    subject: 'A marked subject',
    text: 'A marked text',
    html: null,
    headers: 'Subject: A marked subject',
    fromAddress: 'ann@customer.example',
    fromName: 'Ann',
    to: 'support@example.com',
    cc: '',
    date: new Date('2026-11-28T12:00:00Z'),
    messageId: "it's@customer.example",
    inReplyTo: null,
    threadIndex: null,
    threadId: '18c0',
  },
});
