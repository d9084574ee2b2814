import {
  type Frame,
  newOrgPage,
  type OrgView,
  orgPage,
  orgsPage,
} from '../../shared/pages/index.ts';
import {
  CERTIFIED,
  EMPTY_LOGIN,
  FROM_SETTINGS,
  LIMITED,
  LOCKED_OUT,
  MADE,
  ORG,
  PAUSE,
} from './sample-orgs.ts';

const BUDGET = { used: 1234, limit: 15_000, at: new Date('2026-03-10T09:29:00Z') };

const one =
  (about: Partial<OrgView>) =>
  (frame: Frame): string => {
    const view: OrgView = {
      org: ORG,
      pause: null,
      budget: BUDGET,
      mailboxes: [
        { connectionId: 'c1', address: 'support@example.com' },
        { connectionId: 'c2', address: 'info-jp@example.co.jp' },
      ],
      done: null,
      form: null,
      refused: null,
      emulatedSetup: null,
      ...about,
    };
    return orgPage({ ...frame, path: `/setup-page/salesforce/${view.org.id}` }, view);
  };

/** The pages of Salesforce organizations in every state that differs visibly. */
export const ORG_STATES = {
  orgs: (frame: Frame): string =>
    orgsPage(frame, {
      orgs: [
        { org: ORG, pause: null, mailboxes: 412 },
        { org: LIMITED, pause: null, mailboxes: 1 },
        { org: LOCKED_OUT, pause: null, mailboxes: 0 },
        { org: { ...CERTIFIED, readiness: null }, pause: null, mailboxes: 0 },
        { org: ORG, pause: PAUSE, mailboxes: 3 },
      ],
      removed: true,
    }),
  'orgs-none': (frame: Frame): string => orgsPage(frame, { orgs: [], removed: false }),
  'org-new': (frame: Frame): string =>
    newOrgPage(frame, { myDomain: '', form: EMPTY_LOGIN, refused: null, emulatedSetup: null }),
  'org-new-emulated': (frame: Frame): string =>
    newOrgPage(frame, {
      myDomain: 'http://127.0.0.1:8080/salesforce',
      form: EMPTY_LOGIN,
      refused: 'certificate_missing',
      emulatedSetup: 'http://127.0.0.1:8080/salesforce/setup',
    }),
  'org-new-certificate': (frame: Frame): string =>
    newOrgPage(frame, {
      myDomain: 'https://example.my.salesforce.com',
      form: {
        choice: 'made',
        clientId: ORG.clientId,
        username: 'connector@example.com',
        made: MADE,
      },
      refused: null,
      emulatedSetup: null,
    }),
  'org-new-own': (frame: Frame): string =>
    newOrgPage(frame, {
      myDomain: '',
      form: { ...EMPTY_LOGIN, choice: 'own' },
      refused: 'certificate_lost',
      emulatedSetup: null,
    }),
  org: one({ done: 'added' }),
  'org-limited': one({ org: LIMITED, mailboxes: [], budget: null }),
  'org-locked-out': one({ org: LOCKED_OUT }),
  'org-certified': one({ org: CERTIFIED, pause: PAUSE, done: 'checked' }),
  'org-changing': one({
    org: CERTIFIED,
    form: { choice: 'made', clientId: ORG.clientId, username: 'connector@example.com', made: MADE },
  }),
  'org-from-settings': one({
    org: FROM_SETTINGS,
    emulatedSetup: 'http://127.0.0.1:8080/salesforce',
  }),
};
