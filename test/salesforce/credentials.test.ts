import { describe, expect, test } from '@jest/globals';
import { keyOf, verifyProof } from '../../shared/salesforce/webhook/callers/call-proof.ts';
import { read } from '../docs/documents.ts';
import { externalCredential, namedCredential } from './calls-source.ts';
import { evaluated } from './formula.ts';
import { childrenOf, textOf, textsOf } from './xml.ts';

describe('the credentials', () => {
  const parameters = () => childrenOf(externalCredential(), 'externalCredentialParameters');
  const named = (type: string) =>
    parameters()
      .filter((each) => textOf(each, 'parameterType') === type)
      .map((each) => [textOf(each, 'parameterName'), textOf(each, 'parameterValue')] as const);

  test('send the two headers of a caller that signs by a formula', () => {
    expect(named('AuthHeader').map(([name]) => name)).toEqual([
      'X-Connector-Caller',
      'X-Connector-Signature',
    ]);
    expect(named('NamedPrincipal')).toEqual([['Connector', '']]);
  });

  const formula = () => Object.fromEntries(named('AuthHeader'))['X-Connector-Signature'] ?? '';

  test.each([
    'docs/api.md',
    'docs/salesforce.md',
    'docs/salesforce.ja.md',
    'shared/pages/caller-page.ts',
  ])('sign by the formula of %s', (path) => {
    expect(formula()).not.toBe('');
    expect(read(path)).toContain(formula());
  });

  test.each(['', '{"mailbox":"support@example.com"}', '{"textBody":"お返事です"}'])(
    'make a signature that the connector verifies, over %s',
    (body) => {
      const secret = 'a secret, but for this test only';
      const rawBody = Buffer.from(body);
      const signature = evaluated(formula(), { Body: rawBody, Secret: secret });
      const call = {
        rawBody,
        callerId: '0123456789ab',
        signature,
        authorization: undefined,
        webhook: { id: undefined, timestamp: undefined, signature: undefined },
        pathKey: undefined,
      };
      const verify = (known: string) =>
        verifyProof(call, { proof: 'signature', keys: [keyOf('signature', known)] }, new Date());
      expect(signature).toMatch(/^[0-9a-f]{64}$/);
      expect(() => verify(secret)).not.toThrow();
      expect(() => verify('another')).toThrow();
    },
  );

  test('hold no secret: it is a parameter of the principal in the organization only', () => {
    expect(parameters().map((each) => textOf(each, 'parameterName'))).not.toContain('Secret');
    expect(textsOf(namedCredential(), 'password')).toEqual([]);
  });

  test('belong together', () => {
    expect(textsOf(namedCredential(), 'externalCredential')).toEqual(['GmailConnector']);
  });

  test('evaluate formulas in headers, and never in a body, where a mail’s text is', () => {
    expect(textOf(namedCredential(), 'allowMergeFieldsInHeader')).toBe('true');
    expect(textOf(namedCredential(), 'allowMergeFieldsInBody')).toBe('false');
    expect(textOf(namedCredential(), 'generateAuthorizationHeader')).toBe('false');
  });
});
