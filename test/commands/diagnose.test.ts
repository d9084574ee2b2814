import { expect, test } from '@jest/globals';
import { startCommand } from '../support/command.ts';

const run = (input: string, ...args: string[]) =>
  startCommand(['diagnose', ...args], {}, input).ended;

test('explains each line on a line of its own, whatever it is', async () => {
  const lines = [
    '{"where":"salesforce","body":[{"errorCode":"UNABLE_TO_LOCK_ROW","message":"x"}],"lang":"ja"}',
    'Error 400: redirect_uri_mismatch',
    '',
    '{"where":"nowhere","http_status":"many","body":{"a":[1]}}',
    '{ no JSON',
  ];
  const { code, stdout, stderr } = await run(`${lines.join('\n')}\n`);
  expect([code, stderr]).toEqual([0, '']);
  const explained = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(explained.map((each) => [each.code, each.whoActs, each.retryable])).toEqual([
    ['org_row_locked', 'nobody_retry', true],
    ['redirect_uri_mismatch', 'cloud_project_owner', false],
    ['unrecognised', 'developer', false],
    ['unrecognised', 'developer', false],
  ]);
  const properties = [
    'code',
    'whoActs',
    'retryable',
    'alternatives',
    'title',
    'cause',
    'steps',
    'links',
  ];
  for (const each of explained) expect(Object.keys(each)).toEqual(properties);
});

test('says what it reads when it is called with arguments', async () => {
  const { code, stderr } = await run('', '--lang', 'ja');
  expect(code).toBe(2);
  expect(stderr).toContain('npm run --silent diagnose < FILE');
});
