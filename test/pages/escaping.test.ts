import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Diagnosis } from '../../shared/diagnosis/index.ts';
import {
  additionPage,
  addMailboxesPage,
  connectedPage,
  connectPage,
  correctionPage,
  type DelegationUse,
  delegationPage,
  delegationsPage,
  diagnosisPage,
  disconnectPage,
  type EventView,
  errorPage,
  eventsPage,
  type Flash,
  type Frame,
  type HeldCauses,
  heldPage,
  type LoginForm,
  linkPage,
  linksPage,
  type MessageView,
  mailboxListPage,
  mailboxPage,
  mailSettingsPage,
  messagesPage,
  newDelegationPage,
  newOrgPage,
  notDisconnectedPage,
  orgPage,
  orgsPage,
  signInPage,
} from '../../shared/pages/index.ts';
import type { Org } from '../../shared/salesforce/api/index.ts';
import type { Delegation, ListedConnection } from '../../shared/tokens/index.ts';
import { errorView } from './error-view.ts';
import { ADDED } from './sample-additions.ts';
import { CHECKED, DELEGATION, NEW_DELEGATION } from './sample-delegations.ts';
import { ASKED, CLIENT_REFUSED } from './sample-fleet.ts';
import { FORM, MAIL_TROUBLED, sampleEntry } from './sample-mail.ts';
import { CERTIFIED, ORG, PAUSE } from './sample-orgs.ts';
import { BROKEN, FRAME, NOW, REVOKED } from './sample-views.ts';
import { listView } from './states.ts';

/** Every page with one text in every place for a value from outside. */
const diagnosisOf = (text: string): Diagnosis => ({
  ...REVOKED,
  title: { en: text, ja: text },
  explanation: { en: text, ja: text },
  remedy: [{ en: text, ja: text }],
});

const connectionOf = (text: string): ListedConnection => ({
  ...BROKEN.connection,
  id: text,
  scopes: [text],
  mailbox: { subject: text, address: text, hostedDomain: text },
  probe: { at: NOW, latencyMs: 1, labels: [text], labelCount: 1, failure: null },
});

const eventOf = (text: string): EventView => ({
  event: {
    id: text,
    at: NOW,
    kind: 'needs_reconnect',
    connectionId: text,
    address: text,
    failure: null,
    consentedAt: null,
    refreshedAt: null,
    credential: null,
    grantsMinted: null,
    grantEndsAt: null,
    by: text,
    role: 'owner',
    linkBy: text,
    again: false,
    change: { of: 'address', from: text, to: text },
    revoked: null,
    count: 3,
    books: { day: text, messageIds: [text] },
    notification: { dueAt: null, attempts: 0, deliveredAt: null },
  },
  diagnosis: diagnosisOf(text),
});

const orgOf = (text: string): Org => ({
  ...CERTIFIED,
  id: text,
  myDomain: text,
  clientId: text,
  username: text,
  organizationId: text,
  addedBy: text,
  certificate: { pem: text, fingerprint: text, expiresAt: NOW },
  readiness: {
    at: NOW,
    steps: [{ step: 'objects', result: 'passed', failure: null, facts: [text] }],
  },
});

const causesOf = (text: string): HeldCauses => ({
  causes: [{ code: 'mail_unreadable', diagnosis: diagnosisOf(text), count: 1 }],
  isAll: true,
});

const messageIn = (text: string): MessageView => ({
  entry: { ...sampleEntry({ state: 'held' }), connectionId: text, messageId: text },
  diagnosis: diagnosisOf(text),
  caseUrl: `https://example.my.salesforce.com/lightning/r/Case/${encodeURIComponent(text)}/view`,
  mailUrl: `https://mail.google.com/mail/#all/${encodeURIComponent(text)}`,
});

const loginOf = (text: string): LoginForm => ({
  choice: 'made',
  clientId: text,
  username: text,
  made: { sealed: text, certificate: { pem: text, fingerprint: text, expiresAt: NOW } },
});

const delegationOf = (text: string): Delegation => ({
  ...DELEGATION,
  id: text,
  serviceAccount: text,
  clientId: text,
  domains: [text],
  keys: DELEGATION.keys.map((key) => ({ ...key, keyId: text, fingerprint: text, addedBy: text })),
});

const useOf = (text: string): DelegationUse => ({
  delegation: delegationOf(text),
  uses: { mailboxes: 1, atLeast: false },
});

const frameOf = (text: string): Frame => ({
  ...FRAME,
  path: text,
  clientId: text,
  session: { address: text, formToken: text },
});

const flashes = (text: string): readonly Flash[] => [
  {
    kind: 'connected',
    address: text,
    profile: 'send',
    check: { kind: 'made', diagnosis: diagnosisOf(text) },
  },
  { kind: 'probe_failed', address: text, diagnosis: diagnosisOf(text) },
  { kind: 'link_made', url: text, expiresAt: NOW, mailbox: text, profile: 'send' },
];

const PAGES: Readonly<Record<string, (text: string) => string>> = {
  list: (text) => {
    const mailboxes = [{ connection: connectionOf(text), diagnosis: diagnosisOf(text) }];
    const asked = { ...ASKED, search: text, after: text, actor: text, trouble: text };
    const chosen = { trouble: text, count: 2, domain: text, diagnosis: diagnosisOf(text) };
    const attention = { groups: [chosen], others: 1 };
    const view = listView({ asked, mailboxes, next: text, previous: text, chosen, attention });
    return flashes(text)
      .map((flash) => mailboxListPage(frameOf(text), { ...view, flash }))
      .join('');
  },
  fleet: (text) => {
    const mailbox = { connection: connectionOf(text), diagnosis: diagnosisOf(text) };
    const mailboxes = Array.from({ length: 13 }, () => mailbox);
    const breaker = { ...CLIENT_REFUSED, diagnosis: diagnosisOf(text) };
    return mailboxListPage(frameOf(text), listView({ mailboxes, breakers: [breaker] }));
  },
  'not found': (text) => {
    const asked = { ...ASKED, search: text };
    return mailboxListPage(frameOf(text), listView({ asked, mailboxes: [] }));
  },
  mailbox: (text) =>
    mailboxPage(frameOf(text), {
      mailbox: { connection: connectionOf(text), diagnosis: diagnosisOf(text) },
      events: [eventOf(text)],
      hasOlderEvents: true,
      flash: { kind: 'refresh_failed', address: text, diagnosis: diagnosisOf(text) },
      returnTo: `/setup-page?search=${text}`,
      delegations: [delegationOf(text)],
      refused: errorView('signing_key_of_another_account', { serviceAccount: text, named: text }),
      mail: {
        ...MAIL_TROUBLED,
        org: orgOf(text),
        labelName: text,
        diagnosis: diagnosisOf(text),
        emulatedMailbox: null,
      },
    }),
  organizations: (text) =>
    orgsPage(frameOf(text), {
      orgs: [{ org: orgOf(text), pause: { ...PAUSE, diagnosis: diagnosisOf(text) }, mailboxes: 1 }],
      removed: false,
    }),
  'new organization': (text) =>
    newOrgPage(frameOf(text), {
      myDomain: text,
      form: loginOf(text),
      refused: null,
      emulatedSetup: null,
    }),
  organization: (text) =>
    orgPage(frameOf(text), {
      org: orgOf(text),
      pause: { ...PAUSE, diagnosis: diagnosisOf(text) },
      budget: null,
      mailboxes: [{ connectionId: text, address: text }],
      done: null,
      form: loginOf(text),
      refused: null,
      emulatedSetup: 'http://127.0.0.1:8080/salesforce/setup',
    }),
  messages: (text) =>
    messagesPage(frameOf(text), {
      connectionId: text,
      address: text,
      isOn: true,
      show: 'held',
      messages: [messageIn(text)],
      held: 1,
      causes: causesOf(text),
      envelope: { messageId: text, subject: text, from: text },
      after: text,
      next: text,
      done: null,
      refused: null,
    }),
  correction: (text) =>
    correctionPage(frameOf(text), {
      connectionId: text,
      messageId: text,
      address: text,
      caseUrl: null,
      isForward: true,
      named: text,
      found: { id: text, number: text, subject: text, status: text },
      refused: null,
    }),
  'held mail': (text) =>
    heldPage(frameOf(text), {
      messages: [{ ...messageIn(text), address: text }],
      held: 1,
      causes: causesOf(text),
      after: text,
      next: text,
      done: null,
      refused: null,
    }),
  'mail into cases': (text) =>
    mailSettingsPage(frameOf(text), {
      connectionId: text,
      address: text,
      isOn: false,
      orgs: [orgOf(text), { ...ORG, id: 'other' }],
      orgId: text,
      labels: { kind: 'read', value: [{ id: text, name: text }] },
      choices: {
        kind: 'read',
        value: {
          origins: [{ value: text, label: text }],
          priorities: [{ value: text, label: text }],
          recordTypes: [{ id: text, name: text }],
          queues: [{ id: text, name: text }],
        },
      },
      form: { ...FORM, labelId: text, owner: { kind: 'owner', id: text }, startDate: text },
      earliest: NOW,
      refused: null,
    }),
  'service accounts': (text) =>
    delegationsPage(frameOf(text), { delegations: [useOf(text)], removed: true }),
  'service account': (text) =>
    delegationPage(frameOf(text), {
      ...useOf(text),
      done: 'changed',
      check: { ...CHECKED, address: text },
      refused: {
        action: 'remove',
        error: errorView('delegation_in_use', { mailboxes: [text] }),
        entered: { domains: text, clientId: text },
      },
    }),
  'new service account': (text) =>
    newDelegationPage(frameOf(text), {
      form: {
        ...NEW_DELEGATION,
        serviceAccount: text,
        clientId: text,
        domains: text,
        certificateSubject: text,
      },
      refused: null,
    }),
  'add mailboxes': (text) =>
    addMailboxesPage(frameOf(text), {
      delegation: delegationOf(text),
      addresses: text,
      problem: null,
      bad: [{ line: 1, address: text, problem: 'malformed' }],
      lines: 1,
    }),
  addition: (text) =>
    additionPage(frameOf(text), {
      ...ADDED,
      id: text,
      serviceAccount: text,
      delegation: delegationOf(text),
      stops: [{ domain: text, diagnosis: diagnosisOf(text) }],
      causes: [{ diagnosis: diagnosisOf(text), lines: 1 }],
      lines: ADDED.lines.map(({ line }) => ({
        line: { ...line, address: text },
        diagnosis: diagnosisOf(text),
      })),
    }),
  events: (text) =>
    eventsPage(frameOf(text), {
      events: [eventOf(text)],
      of: { connectionId: text, address: text },
      asked: {
        ...{ connection: text, subject: 'people', by: text, mailbox: text, from: text, to: text },
        ...{ after: text, before: text },
      },
      previous: text,
      next: text,
      unreadable: 1,
    }),
  connect: (text) =>
    connectPage(frameOf(text), { profile: 'probe', mailbox: text, invalid: 'mailbox' }),
  disconnect: (text) =>
    disconnectPage(frameOf(text), {
      connection: connectionOf(text),
      returnTo: `/setup-page?search=${text}`,
    }),
  'not disconnected': (text) =>
    notDisconnectedPage(frameOf(text), {
      connection: connectionOf(text),
      error: {
        code: text,
        text: { en: text, ja: text },
        correlationId: text,
        atSetupPage: true,
        diagnosis: diagnosisOf(text),
        detail: {},
      },
    }),
  'sign-in': (text) => signInPage(frameOf(text), { refused: text }),
  error: (text) =>
    errorPage(frameOf(text), {
      code: text,
      text: { en: text, ja: text },
      correlationId: text,
      atSetupPage: false,
      diagnosis: diagnosisOf(text),
      detail: { expected: text, chosen: text, missing: [text] },
    }),
  links: (text) =>
    linksPage(frameOf(text), {
      withdrawn: true,
      links: [
        {
          id: text,
          mailbox: text,
          connectionId: text,
          profile: 'send',
          begunBy: text,
          madeAt: NOW,
          expiresAt: NOW,
          openedAt: null,
          endedAt: null,
        },
      ],
    }),
  link: (text) =>
    linkPage(frameOf(text), {
      begunBy: text,
      mailbox: text,
      profile: 'send',
      expiresAt: NOW,
      path: `/authorization-url/${text}`,
    }),
  connected: (text) =>
    connectedPage(frameOf(text), {
      address: text,
      check: { kind: 'made', diagnosis: diagnosisOf(text) },
    }),
  diagnosis: (text) =>
    diagnosisPage(frameOf(text), {
      words: text,
      isCut: true,
      found: [diagnosisOf(text), diagnosisOf(text)],
      serviceAccounts: [{ serviceAccount: text, clientId: text }],
    }),
};

/** What a browser reads as markup. A value that adds none of it can open no tag and no attribute. */
const markupIn = (page: string): string => page.replaceAll(/[^<>"']/g, '');

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '&lt;script&gt;',
  'javascript:alert(1)',
];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', 'a', ' ', '😀', ';') }),
  fc.string({ unit: 'binary' }),
);

describe.each(Object.entries(PAGES))('%s', (_name, draw) => {
  const harmless = markupIn(draw('x'));

  test('no value becomes markup', () => {
    fc.assert(
      fc.property(text, (value) => {
        // An empty value may leave its element out.
        fc.pre(value !== '');
        expect(markupIn(draw(value))).toBe(harmless);
      }),
      { numRuns: 150 },
    );
  });

  test('no value becomes a link target', () => {
    expect(draw('javascript:alert(1)')).not.toMatch(/(href|src|action|formaction)="javascript:/);
  });
});

describe('links out of a diagnosis', () => {
  const linked = (href: string): string =>
    diagnosisPage(FRAME, {
      words: 'x',
      isCut: false,
      found: [{ ...REVOKED, links: [{ href, en: 'Page', ja: 'ページ' }] }],
      serviceAccounts: [],
    });

  test.each([
    'javascript:alert(1)',
    'http://console.cloud.google.com/',
    'data:text/html,<script>',
    '//example.com',
    'not a link',
  ])('%s is not offered', (link) => {
    expect(linked(link)).not.toContain('target="_blank"');
  });

  test('https is offered, in a tab without access to ours', () => {
    expect(linked('https://admin.google.com/ac/users?a=1&b=2')).toContain(
      'href="https://admin.google.com/ac/users?a=1&amp;b=2" target="_blank" rel="noopener noreferrer"',
    );
  });
});
