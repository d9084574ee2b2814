import { describe, expect, test } from '@jest/globals';
import { CATALOGUE } from '../../shared/diagnosis/catalogue/index.ts';
import { type Cause, diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { mailtoOf, readyMessage, recipientOf } from '../../shared/pages/ready-message.ts';
import { readyMessageSection } from '../../shared/pages/ready-message-section.ts';
import { FRAME } from './sample-views.ts';

const SOMEBODY_ELSE = (Object.keys(CATALOGUE) as Cause[])
  .map((cause) => diagnosisOf(cause))
  .filter((diagnosis) => recipientOf(diagnosis) !== null);

describe.each(['en', 'ja'] as const)('a message to who has to act (%s)', (language) => {
  const frame = { ...FRAME, language };

  test.each(SOMEBODY_ELSE.map((diagnosis) => [diagnosis.cause, diagnosis] as const))(
    '%s has what happened, every step, and the cause',
    (cause, diagnosis) => {
      const { subject, body } = readyMessage(frame, diagnosis);
      expect(subject).toContain(diagnosis.title[language]);
      for (const text of [diagnosis.title, diagnosis.explanation, ...diagnosis.remedy]) {
        expect(body).toContain(text[language]);
      }
      expect(body).toContain(cause);
      expect(body).not.toMatch(/undefined|null|false|\[object/);
      expect(body).not.toContain(FRAME.session?.formToken ?? '?');
      expect(mailtoOf({ subject, body }).length).toBeLessThanOrEqual(2000);
    },
  );

  test('names the mailbox, and has the values of its service account', () => {
    const mailbox = { method: 'delegation', profile: 'probe', serviceAccountId: '117' } as const;
    const of = { label: 'messageMailbox', value: 'support@example.com' } as const;
    const { body } = readyMessage(
      { ...frame, mailbox },
      diagnosisOf('delegation_scopes_missing'),
      of,
    );
    expect(body).toContain('support@example.com');
    expect(body).toMatch(/: 117$/m);
    expect(body).toMatch(/: openid,\S+gmail\.labels$/m);
  });

  test('shows the value of a step below the step', () => {
    const { body } = readyMessage(frame, diagnosisOf('redirect_uri_mismatch'));
    expect(body).toContain(`${FRAME.baseUrl}/oauth-callback`);
  });
});

test('a Salesforce administrator gets no value of Google', () => {
  const { body } = readyMessage(FRAME, diagnosisOf('org_flow_off'));
  expect(body).not.toContain('googleusercontent');
});

describe('the link that opens a mail program', () => {
  test('has the whole message where that is short enough', () => {
    expect(mailtoOf({ subject: 'A & B', body: 'one\ntwo' })).toBe(
      'mailto:?subject=A%20%26%20B&body=one%0D%0Atwo',
    );
  });

  test('has the subject alone where the message is too long for a link', () => {
    expect(mailtoOf({ subject: 'A', body: 'あ'.repeat(300) })).toBe('mailto:?subject=A');
  });

  test('can be made of half a character', () => {
    expect(mailtoOf({ subject: '\ud800', body: '' })).toContain('%EF%BF%BD');
  });
});

test.each(['grant_revoked', 'busy', 'google_unrecognised'] as const)(
  'no message is offered for %s, which is nobody’s elsewhere',
  (cause) => {
    expect(readyMessageSection(FRAME, diagnosisOf(cause))).toBeNull();
  },
);
