import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionName } from '../shared/function-names.ts';
import { versionOf } from './product.ts';

const FRAMEWORK = '@google-cloud/functions-framework';

/**
 * Writes `package.json`, and a package with the framework's name that starts the bundle. Google's
 * builder runs the program `functions-framework` of the package with that name; without the package it
 * would install the real framework, and load that first.
 */
export function writePackage(name: FunctionName, directory: string): void {
  writeJson(join(directory, 'package.json'), {
    name,
    version: versionOf(),
    private: true,
    type: 'commonjs',
    main: 'index.js',
    // V8 accepts the code cache only of the Node that made it, so Google's builder must install this one.
    engines: { node: process.versions.node },
    // Google's builder installs the package afresh (npm ci), or into a cached layer, where npm changes
    // nothing: both run this script, and only the first sets the program's executable bit by itself.
    scripts: { postinstall: 'chmod 755 framework/start.js' },
    dependencies: { [FRAMEWORK]: 'file:./framework' },
  });
  const framework = join(directory, 'framework');
  mkdirSync(framework);
  writeJson(join(framework, 'package.json'), {
    name: FRAMEWORK,
    version: versionOf(FRAMEWORK),
    private: true,
    type: 'commonjs',
    bin: { 'functions-framework': 'start.js' },
  });
  const start = join(framework, 'start.js');
  writeFileSync(start, START);
  chmodSync(start, 0o755);
}

const START = `#!/usr/bin/env node
// Google's builder runs the program with this name; the framework itself is in the bundle.
require('../index.js').start();
`;

function writeJson(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
