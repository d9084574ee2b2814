import { expect, test } from '@jest/globals';
import { canReadMail, isScopeProfile, SCOPE_PROFILES } from '../../shared/tokens/index.ts';

test('mail can be read with the scopes for receiving, and not with those for a probe or for sending', () => {
  const profiles = Object.keys(SCOPE_PROFILES).filter(isScopeProfile);
  expect(profiles.filter(canReadMail)).toEqual(['receive_and_send', 'everything']);
});
