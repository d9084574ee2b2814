import { createReadStream, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTemporaryFiles } from '../shared/adapters/temporary-files.ts';
import { AppError, asAppError, systemCodeOf } from '../shared/errors.ts';
import { type MailPreview, previewMail } from '../shared/mail/filing/index.ts';
import type { RawMessage, Scratch } from '../shared/mail/ports.ts';

type Previewed =
  | ({ readonly file: string } & MailPreview)
  | {
      readonly file: string;
      readonly error: { readonly code: string; readonly message: string };
    };

/** No mail of Gmail is larger. */
const LARGEST_BYTES = 150 * 1024 * 1024;

/** A file as Gmail's reader would hand it on. */
async function rawOf(file: string): Promise<RawMessage> {
  const about = await stat(file);
  if (!about.isFile()) throw new AppError('not_found');
  const { size, mtime } = about;
  // Its text would be held in memory.
  if (size > LARGEST_BYTES) throw new AppError('mail_unreadable');
  return {
    messageId: file,
    threadId: file,
    labelIds: ['INBOX'],
    receivedAt: mtime,
    size,
    open: () => createReadStream(file),
    discard: async () => {},
  };
}

async function preview(file: string, scratch: Scratch): Promise<Previewed> {
  try {
    return { file, ...(await previewMail(await rawOf(file), scratch)) };
  } catch (thrown) {
    const code = systemCodeOf(thrown) ?? asAppError(thrown).code;
    return { file, error: { code, message: code === 'mail_unreadable' ? NO_MAIL : NO_FILE } };
  }
}

const NO_MAIL = 'It is no mail, or one that cannot be read.';
const NO_FILE = 'There is no file that can be read.';

/** Names of files and what a sender wrote may hold characters that move the cursor of a terminal, or turn its line round. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');

/** For people: three lines a mail. */
function linesOf(previewed: Previewed): string {
  const file = oneLine(previewed.file);
  if ('error' in previewed) return `${file}\n  ✗ ${previewed.error.message}`;
  const { sender, subject, kind, decision, attachments } = previewed;
  const files = attachments.length === 0 ? '' : `, ${attachments.length} attached`;
  const about = oneLine(`${sender?.address ?? 'nobody'}: ${subject || '(no subject)'}`);
  return `${file}\n  ${about}\n  ${kind}${files}: ${WORDS[decision.reason] ?? decision.reason}`;
}

const WORDS: Readonly<Record<string, string>> = {
  new_case: 'opens a case',
  its_case_or_new_case: 'joins the case that it answers, or opens one',
  joins_its_case: 'joins the case that it is about, or is skipped',
  auto_reply: 'skipped: an automatic answer that names no mail',
  bounce: 'skipped: a bounce that names no mail',
  delivery_status: 'skipped: a report of delivery that names no mail',
};

/** With the exit codes of shells. */
const INTERRUPTIONS = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

/**
 * Prints what would become of the mail in each file; a directory stands for its files, by name. One after the other, so that the memory of a run does not grow
 * with the number of files.
 */
export async function previewAll(files: readonly string[], json: boolean): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'mail-preview-'));
  // Also where the run is interrupted, or nobody reads its output any more: mails may be in it.
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  for (const [signal, code] of INTERRUPTIONS) process.once(signal, () => process.exit(code));
  const scratch = createTemporaryFiles(directory);
  try {
    for await (const file of withFilesOf(files)) {
      const previewed = await preview(file, scratch);
      await print(json ? JSON.stringify(previewed) : linesOf(previewed));
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * The shell that npm starts takes some thousand names at most, so that a directory may be named for its files. One
 * without files, and what cannot be read, stays: its line says why.
 */
async function* withFilesOf(names: readonly string[]): AsyncGenerator<string> {
  for (const name of names) {
    const entries = await readdir(name, { withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    if (files.length === 0) yield name;
    else for (const file of files.toSorted()) yield join(name, file);
  }
}

const print = (line: string): Promise<void> =>
  new Promise((done) => {
    process.stdout.write(`${line}\n`, () => done());
  });
