import { describe, expect, test } from '@jest/globals';
import type { UpstreamReport } from '../../shared/errors.ts';
import { imapCard } from '../../shared/pages/imap-card.ts';
import type { MailboxView } from '../../shared/pages/index.ts';
import {
  BROKEN,
  FRAME,
  HEALTHY,
  IMAP_OFF,
  IMAP_REFUSED,
  IMAP_WORKS,
  withImap,
} from './sample-views.ts';

/** The card's text, without its markup. */
const cardOf = (mailbox: MailboxView): string =>
  String(imapCard(FRAME, mailbox.connection) ?? '')
    .replaceAll(/<(svg|h2)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

const FORM = '/setup-page/connections/c8/imap';

describe('the card about IMAP', () => {
  test('shows the setting and the login', () => {
    expect(cardOf(IMAP_WORKS)).toContain('Setting in Gmail On');
    expect(cardOf(IMAP_WORKS)).toContain('Sign-in over IMAP Works, 24 folders');
  });

  test('shows what the server said, who acts, and a button where a service account acts', () => {
    expect(cardOf(IMAP_OFF)).toContain('Setting in Gmail Off');
    expect(cardOf(IMAP_OFF)).toContain('Failed · Google said: “ALERT: Your account is not enabled');
    expect(cardOf(IMAP_OFF)).toContain('The mailbox owner');
    const card = String(imapCard(FRAME, IMAP_OFF.connection));
    expect(card).toContain(`method="post" action="${FORM}"`);
    expect(card).toContain(FRAME.session?.formToken);
  });

  test.each([
    ['to a mailbox whose owner consented', withImap({ enabled: false })],
    ['where IMAP is on', withImap({}, { grant: IMAP_OFF.connection.grant })],
    [
      'where the setting is unknown',
      withImap({ enabled: null }, { grant: IMAP_OFF.connection.grant }),
    ],
  ])('offers no button %s', (_, mailbox) => {
    const { connection } = mailbox;
    expect(String(imapCard(FRAME, connection))).not.toContain(FORM);
  });

  test('names another cause than the setting when the login alone is refused', () => {
    expect(cardOf(IMAP_REFUSED)).toContain('Gmail refused the IMAP sign-in');
    expect(cardOf(IMAP_REFUSED)).toContain('A Google Workspace administrator');
  });

  test('names the organization first when it allows no IMAP', () => {
    const upstream: UpstreamReport = {
      ...{ service: 'imap', endpoint: 'imap', status: null, error: 'ALERT', subtype: null },
      description: 'IMAP access is disabled for your domain.',
    };
    const loginFailure = { code: 'imap_refused', upstream } as const;
    const card = cardOf(withImap({ enabled: false, folders: null, loginFailure }));
    expect(card).toContain('Your administrator has turned IMAP off');
  });

  test('says why no login was tried', () => {
    const card = cardOf(withImap({ folders: null }));
    expect(card).toContain('Not tried: the emulated Google has no IMAP server');
  });

  test('names the network when there was no answer', () => {
    const upstream: UpstreamReport = {
      ...{ service: 'imap', endpoint: 'imap', status: null, error: null, subtype: null },
      description: null,
      network: 'PROXY_403',
    };
    const loginFailure = { code: 'google_unavailable', upstream } as const;
    expect(cardOf(withImap({ folders: null, loginFailure }))).toContain('No answer: PROXY_403');
  });

  test('is there only for mailboxes that may use IMAP and could be checked', () => {
    expect(cardOf(HEALTHY)).toBe('');
    expect(cardOf(BROKEN)).toBe('');
    expect(cardOf(withImap({}, { imap: null }))).toContain('Not checked yet');
  });
});
