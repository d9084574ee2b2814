import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { bytesOf } from '../mail/golden/golden-mail.ts';
import { GOLDEN } from '../mail/golden/mails.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILES = 10_000;
const MEBIBYTE = 1024 * 1024;
/** A process of Node with the parsers takes about 120 MiB; one mail of 5 MB takes as much again for a moment. */
const MOST_BYTES = 450 * MEBIBYTE;

/** On a large machine Node would keep what it no longer needs, and the peak would say nothing. */
const SMALL_HEAP = '--max-old-space-size=256';

const folder = join(temporaryDirectory(), 'mails');
const large = (type: string, body: string): Buffer =>
  bytesOf(['From: a@b.example', `Content-Type: ${type}`, '', body]);

/** Golden mails, and every hundredth file a mail of 5 MB or none at all. Equal ones are one file on the disk. */
function writeFiles(): void {
  const mails = GOLDEN.flatMap(([, each]) => each.map(({ raw }) => raw));
  const odd = [
    large('text/plain', 'a line of text\r\n'.repeat(330_000)),
    large('application/pdf', 'x'.repeat(5_000_000)),
    large('text/html', '<p>a <b>line</b></p>\r\n'.repeat(230_000)),
    Buffer.from('no mail'),
    Buffer.alloc(0),
  ];
  mkdirSync(folder);
  const first = new Map<Buffer, string>();
  for (let nth = 0; nth < FILES; nth += 1) {
    const raw =
      (nth % 100 === 99 ? odd[((nth - 99) / 100) % odd.length] : mails[nth % mails.length]) ??
      Buffer.alloc(0);
    const file = join(folder, `${String(nth).padStart(5, '0')}.eml`);
    const same = first.get(raw);
    if (same === undefined) {
      writeFileSync(file, raw);
      first.set(raw, file);
    } else link(same, file);
  }
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // A file has only so many names.
    copyFileSync(from, to);
  }
}

/** The largest resident memory of a process and those that it started, as far as Linux tells. */
function memoryOf(processId: number): number {
  try {
    const kibibytes = /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'));
    const children = readFileSync(`/proc/${processId}/task/${processId}/children`, 'utf8');
    const own = Number(kibibytes?.[1] ?? 0) * 1024;
    return Math.max(
      own,
      ...children
        .split(' ')
        .filter(Boolean)
        .map((id) => memoryOf(Number(id))),
    );
  } catch {
    return 0;
  }
}

test('npm run mail -- preview reads ten thousand files in bounded memory, a line of JSON each', async () => {
  writeFiles();
  const child = spawn('npm', ['run', '--silent', 'mail', '--', 'preview', folder, '--json'], {
    cwd: ROOT,
    env: { ...childEnvironment(), PATH: process.env['PATH'] ?? '', NODE_OPTIONS: SMALL_HEAP },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const counts = { lines: 0, mails: 0, errors: 0, disordered: 0 };
  const peaks: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { file, error, subject, decision } = JSON.parse(line) as Record<string, unknown>;
    const expected = join(folder, `${String(counts.lines).padStart(5, '0')}.eml`);
    if (file !== expected) counts.disordered += 1;
    if (error) counts.errors += 1;
    else if (typeof subject === 'string' && decision) counts.mails += 1;
    counts.lines += 1;
    if (counts.lines % 500 === 0) peaks.push(memoryOf(child.pid ?? 0));
  }
  expect(await ended).toEqual([0, null]);
  expect(counts).toEqual({ lines: FILES, mails: FILES - 40, errors: 40, disordered: 0 });
  // Only Linux tells; there the measurement must have measured something.
  if (process.platform === 'linux') expect(Math.min(...peaks)).toBeGreaterThan(50 * MEBIBYTE);
  expect(Math.max(...peaks)).toBeLessThan(MOST_BYTES);
  // What the first quarter needed is enough for the rest.
  const [early = 0, late = 0] = [peaks[4], peaks.at(-1)];
  expect(late - early).toBeLessThan(100 * MEBIBYTE);
}, 600_000);
