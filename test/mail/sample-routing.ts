import type { Routing } from '../../shared/mail/model/intake.ts';
import { DEFAULT_POLICIES } from '../../shared/mail/model/policies.ts';

/** A routing with nothing but what every mailbox has; a test adds its organization. */
export const SAMPLE_ROUTING: Omit<Routing, 'orgId'> = {
  labelId: 'INBOX',
  origin: 'Email',
  priority: null,
  recordTypeId: null,
  owner: { kind: 'default' },
  policies: DEFAULT_POLICIES,
  mode: 'file',
};
