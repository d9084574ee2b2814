import { startGoogle } from '../google/emulated-google.ts';
import { mail } from '../google/emulated-mail.ts';
import { mailOn, startOrg } from '../salesforce/emulator/emulated-org.ts';

const CONNECTOR = 'http://127.0.0.1:9/setup-page';
const ACCOUNT = 'connector@project-1.iam.gserviceaccount.com';

/** Both emulators with something of everything, and the address of each of their pages by its name. */
export async function startEmulators() {
  const google = await startGoogle({ connectorPage: CONNECTOR });
  const { id } = google.google.deliverMail({ address: 'support@example.com', content: mail() });
  await google.google.seedServiceAccounts([
    {
      email: ACCOUNT,
      makeKey: true,
      delegation: { 'example.com': ['openid'] },
      tokenCreators: ['other@project-1.iam.gserviceaccount.com'],
    },
  ]);
  await google.fault('slow', { account: 'support@example.com', ms: 1 });
  const org = await startOrg({ connectorPage: CONNECTOR });
  const { body } = await org.create('Case', { Subject: 'Lamp', Origin: 'Email' });
  await org.create('EmailMessage', mailOn(String(body['id'])));
  org.org.switchOn('no_assignment_rule');
  const emulator = `${google.baseUrl}/emulator`;
  const mailbox = `${emulator}/mail/${encodeURIComponent('support@example.com')}`;
  const pages: Readonly<Record<string, string>> = {
    switches: emulator,
    'switches-found': `${emulator}?find=rate&account=support@example.com`,
    'switches-not-found': `${emulator}?find=nothing-like-it`,
    'service-accounts': `${emulator}/console/service-accounts`,
    delegation: `${emulator}/admin/delegation`,
    mailboxes: `${emulator}/mail`,
    mailbox,
    message: `${mailbox}/${id}`,
    chooser: google.authorizationUrl(),
    blocked: google.authorizationUrl({ client_id: 'nobody' }),
    cases: `${org.baseUrl}/cases`,
    case: `${org.baseUrl}/cases/${body['id']}`,
    'no-case': `${org.baseUrl}/cases/500Hs000000zzzz`,
    outbound: `${org.baseUrl}/outbound`,
    setup: `${org.baseUrl}/setup`,
  };
  return { google, org, pages };
}
