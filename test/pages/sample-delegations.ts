import { STEPS } from '../../shared/delegation-check/steps.ts';
import { diagnose } from '../../shared/diagnosis/index.ts';
import type { DelegationForm, DelegationView, MailboxView } from '../../shared/pages/index.ts';
import type { Delegation, DelegationKey } from '../../shared/tokens/index.ts';
import { REFUSALS } from '../tokens/fake-service-accounts.ts';
import { ago, BROKEN, failure } from './sample-views.ts';

const DAY = 24 * 60;

const key = (name: string, about: Partial<DelegationKey> = {}): DelegationKey => ({
  format: 'json',
  version: name,
  keyId: `${name}d41d8cd98f00b204e9800998ecf8427e`.slice(0, 40),
  fingerprint: `${name}9b74c9897bac770ffc029102a200c5de0f4c8b5b1d3a9f4e7c2d8a6b1c0e5f73`.slice(
    0,
    64,
  ),
  madeAt: null,
  addedAt: ago(5),
  addedBy: 'admin@example.com',
  ...about,
});

/** A service account with a new and an old key, for several domains. */
export const DELEGATION: Delegation = {
  id: 'd1',
  serviceAccount: 'support-mail-connector@customer-service-prod.iam.gserviceaccount.com',
  clientId: '104857600123456789012',
  domains: ['example.com', 'example.co.jp', 'north-american-subsidiary.example.com'],
  profile: 'receive_and_send',
  keys: [
    key('a1'),
    key('b2', { format: 'p12', keyId: null, madeAt: ago(130 * DAY), addedAt: ago(120 * DAY) }),
  ],
  createdAt: ago(120 * DAY),
  createdBy: 'admin@example.com',
  removedAt: null,
};

export const KEYLESS: Delegation = {
  ...DELEGATION,
  id: 'd2',
  serviceAccount: 'mail@example-project.iam.gserviceaccount.com',
  clientId: null,
  domains: ['example.com'],
  profile: 'probe',
  keys: [],
};

export const NEW_DELEGATION: DelegationForm = {
  signing: 'key',
  serviceAccount: '',
  clientId: '',
  domains: 'example.com',
  profile: 'receive_and_send',
  certificateSubject: '*',
};

/** A mailbox of a Workspace that no longer delegates. */
export const UNDELEGATED: MailboxView = {
  connection: {
    ...BROKEN.connection,
    grant: { kind: 'delegation', delegationId: DELEGATION.id },
    failure: failure('client_refused', { upstream: REFUSALS.notDelegated.upstream }),
  },
  diagnosis: diagnose(REFUSALS.notDelegated, { method: 'delegation' }),
};

const NOT_DELEGATED = diagnose(REFUSALS.notDelegated, { method: 'delegation' });

/** A check that got as far as the assertion. */
export const CHECKED: NonNullable<DelegationView['check']> = {
  address: 'support@example.com',
  steps: STEPS.map(({ id, proves }, place) => ({
    step: id,
    ok: place < 3 ? true : place === 3 ? false : null,
    code: place === 3 ? NOT_DELEGATED.cause : null,
    whoActs: place === 3 ? NOT_DELEGATED.actor : null,
    detail: {},
    proves,
    note: null,
    help: place === 3 ? { diagnosis: NOT_DELEGATED, possibilities: [], row: null } : null,
  })),
};
