import { diagnose } from '../../shared/diagnosis/index.ts';
import { type ErrorCode, errorEntry } from '../../shared/errors.ts';
import { DEFAULT_POLICIES } from '../../shared/mail/model/policies.ts';
import {
  type CorrectionView,
  correctionPage,
  type ErrorView,
  type Frame,
  heldPage,
  type MailSettingsView,
  type MessagesView,
  mailSettingsPage,
  messagesPage,
  type PreviewView,
  previewPage,
} from '../../shared/pages/index.ts';
import { REHEARSAL_STATES } from './rehearsal-states.ts';
import { CHOICES, ENTRIES, FORM, HELD_CAUSES, LABELS, messageOf } from './sample-mail.ts';
import { CERTIFIED, ORG } from './sample-orgs.ts';
import { BOUNCED, PREVIEWED } from './sample-previews.ts';
import { ago } from './sample-views.ts';
import { STATEMENT_STATES } from './statement-states.ts';
import { WHERE_STATES } from './where-states.ts';

const settings =
  (about: Partial<MailSettingsView>) =>
  (frame: Frame): string =>
    mailSettingsPage(
      { ...frame, path: '/setup-page/connections/c1/mail' },
      {
        connectionId: 'c1',
        address: 'support@example.com',
        isOn: false,
        orgs: [ORG],
        orgId: ORG.id,
        labels: { kind: 'read', value: LABELS },
        choices: { kind: 'read', value: CHOICES },
        form: FORM,
        earliest: ago(60 * 24 * 29),
        refused: null,
        ...about,
      },
    );

const messages =
  (about: Partial<MessagesView>) =>
  (frame: Frame): string =>
    messagesPage(
      { ...frame, path: '/setup-page/connections/c1/messages' },
      {
        connectionId: 'c1',
        address: 'support@example.com',
        isOn: true,
        show: 'all',
        messages: ENTRIES.map(messageOf),
        held: 37,
        causes: { causes: [], isAll: true },
        envelope: null,
        after: null,
        next: 'cursor',
        done: null,
        refused: null,
        ...about,
      },
    );

const correction =
  (about: Partial<CorrectionView>) =>
  (frame: Frame): string =>
    correctionPage(
      { ...frame, path: '/setup-page/connections/c1/messages/18f0/correct' },
      {
        connectionId: 'c1',
        messageId: '18f0',
        address: 'support@example.com',
        caseUrl: `${ORG.myDomain}/lightning/r/Case/5005g00000abcdeAAA/view`,
        isForward: false,
        named: '',
        found: null,
        refused: null,
        ...about,
      },
    );

const refusedFor = (code: ErrorCode, detail: ErrorView['detail'] = {}): ErrorView => ({
  code,
  text: errorEntry(code),
  correlationId: '9f2c1b7e4d',
  diagnosis: null,
  detail,
  atSetupPage: true,
});

const HELD = ENTRIES.filter(({ state }) => state === 'held');
const [FIRST] = HELD;

const preview =
  (view: Partial<PreviewView>) =>
  (frame: Frame): string =>
    previewPage(
      { ...frame, path: '/setup-page/preview' },
      { mailbox: null, preview: null, problem: null, ...view },
    );

/** The pages about mail in every state that differs visibly, beside the section of a mailbox's page. */
export const MAIL_STATES = {
  preview: preview({
    mailbox: { id: 'c1', address: 'support@example.com' },
    preview: PREVIEWED,
  }),
  'preview-none': preview({}),
  'preview-bounce': preview({ preview: BOUNCED }),
  'preview-no-mail': preview({ problem: 'no_mail' }),
  messages: messages({ done: { decision: 'retried', many: null } }),
  'messages-none': messages({ isOn: false, messages: [], held: 0, next: null }),
  'messages-held': messages({
    show: 'held',
    messages: HELD.map(messageOf),
    causes: { causes: HELD_CAUSES, isAll: true },
    after: 'cursor',
    next: null,
    envelope: {
      messageId: FIRST?.messageId ?? '',
      subject: 'Re: Anfrage 4711 – my order has not arrived and I would like to know when it will',
      from: 'Kunde mit einem langen Namen <kunde@example.org>',
    },
  }),
  'messages-unread': messages({
    envelope: {
      messageId: FIRST?.messageId ?? '',
      diagnosis: diagnose({ code: 'message_gone', upstream: null }),
    },
  }),
  held: (frame: Frame): string =>
    heldPage(
      { ...frame, path: '/setup-page/held' },
      {
        held: 2,
        messages: HELD.map((each) => ({ ...messageOf(each), address: 'support@example.com' })),
        after: null,
        next: 'cursor',
        causes: { causes: HELD_CAUSES, isAll: false },
        done: { decision: 'retried', many: { count: 500, cause: 'record_refused' } },
        refused: null,
      },
    ),
  'held-none': (frame: Frame): string =>
    heldPage(frame, {
      held: 0,
      messages: [],
      causes: { causes: [], isAll: true },
      after: null,
      next: null,
      done: { decision: 'skipped', many: null },
      refused: null,
    }),
  correction: correction({ isForward: true }),
  'correction-found': correction({
    named: '1027',
    found: {
      id: '5005g00000abcdfAAA',
      number: '00001027',
      subject: 'Anfrage 4711 – my order has not arrived and I would like to know when it will',
      status: 'Working',
    },
  }),
  'correction-refused': correction({
    caseUrl: null,
    named: '4711',
    refused: {
      ...refusedFor('case_unknown'),
      diagnosis: diagnose({ code: 'case_unknown', upstream: null }),
    },
  }),
  'mail-settings': settings({}),
  'mail-settings-several': settings({
    isOn: true,
    orgs: [CERTIFIED, ORG],
    form: { ...FORM, labelId: 'Label_7', owner: { kind: 'owner', id: '00G5g000000abcd' } },
  }),
  'mail-settings-shadow': settings({ isOn: true, form: { ...FORM, mode: 'shadow' } }),
  'mail-settings-policies': settings({
    isOn: true,
    form: {
      ...FORM,
      policies: { ...DEFAULT_POLICIES, bounces: 'skip', copies: 'case_each', cards: 'mask' },
      blockedSenders: 'offers@shop.example\n@newsletter.example',
    },
  }),
  'mail-settings-blocked': settings({
    isOn: true,
    form: { ...FORM, blockedSenders: 'offers@shop.example\nexample.com\n@example.com' },
    refused: refusedFor('blocked_senders_invalid', { entries: ['example.com', '@example.com'] }),
  }),
  'mail-settings-dated': settings({ form: { ...FORM, startDate: '2026-03-01' } }),
  'mail-settings-unread': settings({
    labels: { kind: 'failed', diagnosis: diagnose({ code: 'gmail_refused', upstream: null }) },
    choices: { kind: 'failed', diagnosis: diagnose({ code: 'org_unavailable', upstream: null }) },
  }),
  ...STATEMENT_STATES,
  ...WHERE_STATES,
  ...REHEARSAL_STATES,
};
