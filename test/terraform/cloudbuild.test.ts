import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeWith } from '../support/describe-with.ts';
import { findOnPath, isExecutable } from '../support/executable.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { ROOT } from './plan.ts';

/** Reads a build as `gcloud builds submit` does. Returns the ids of its steps. */
const PARSER = `
import sys
from googlecloudsdk.api_lib.cloudbuild import cloudbuild_util, config
build = config.LoadCloudbuildConfigFromPath(sys.argv[1], cloudbuild_util.GetMessagesModule())
print(','.join(step.id for step in build.steps))
`;

const gcloud = findOnPath(['gcloud']);
const sdk = gcloud ? dirname(dirname(realpathSync(gcloud))) : '';
const python = join(sdk, 'platform/bundledpythonunix/bin/python3');
const missing =
  gcloud && isExecutable(python) ? null : 'no Cloud SDK with a Python of its own found';

const file = join(ROOT, 'cloudbuild.yaml');
const text = readFileSync(file, 'utf8');

function steps(path: string): string[] {
  const library = [join(sdk, 'lib'), join(sdk, 'lib/third_party')].join(':');
  const env = { ...process.env, PYTHONPATH: library, PYTHONDONTWRITEBYTECODE: '1' };
  const printed = execFileSync(python, ['-c', PARSER, path], { env, stdio: 'pipe' });
  return printed.toString().trim().split(',');
}

describeWith(missing, 'the build, as Cloud Build reads it', () => {
  const broken = join(temporaryDirectory(), 'cloudbuild.yaml');

  test('is accepted, with its steps in this order', () => {
    expect(steps(file)).toEqual([
      'install',
      'check',
      'test',
      'build',
      'fetch',
      'init',
      'plan',
      'keep',
      'apply',
      'keys',
      'open',
      'smoke',
    ]);
  });

  test.each([
    ['a field that there is none of', 'secretEnv:', 'secretsEnv:'],
    ['a list that is none', 'steps:\n', 'steps: none\nartifacts:\n'],
    ['a value of another kind', 'CLOUD_LOGGING_ONLY', 'SOMEWHERE'],
  ])('is refused with %s', (_, ours, theirs) => {
    const changed = text.replace(ours, theirs);
    expect(changed).not.toBe(text);
    writeFileSync(broken, changed);
    expect(() => steps(broken)).toThrow();
  });
});

test('each image of the build is pinned to a version', () => {
  const images = [...text.matchAll(/^ {4}name: (\S+)$/gm)].map(([, image]) => image);
  expect(images.length).toBeGreaterThan(0);
  for (const image of images) expect(image).toMatch(/:\d+\.\d+\.\d+(-[a-z-]+)?$/);
});

test('the bundles are built by the Node version that runs them', () => {
  const functions = readFileSync(join(ROOT, 'terraform/functions.tf'), 'utf8');
  const major = /runtime\s+= "nodejs(\d+)"/.exec(functions)?.[1];
  const nodes = [...text.matchAll(/^ {4}name: node:(\d+)\./gm)].map(([, version]) => version);
  expect(new Set(nodes)).toEqual(new Set([major]));
});
