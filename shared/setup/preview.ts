import { Readable } from 'node:stream';
import { asAppError } from '../errors.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import type { MailPreview } from '../mail/filing/index.ts';
import type { RawMessage } from '../mail/ports.ts';
import { PREVIEW_PATH, type PreviewView, previewPage } from '../pages/index.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';
import { requireConnection } from '../web/purpose.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminUpload, requireSession } from '../web/session-guard.ts';
import { fileOf } from './key-form.ts';

/** The form is held in memory several times while it is divided into its parts. */
const MAIL_BYTES = 10 * 1024 * 1024;
const FORM_BYTES = MAIL_BYTES + 16 * 1024;

/** The form for a mail as a file: of a mailbox, or of none. */
export async function showPreview(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  return previewReply(incoming, runtime, { preview: null, problem: null });
}

type Read = Pick<PreviewView, 'preview' | 'problem'>;

/** Says what would become of an uploaded mail. It is read in memory and in temporary files, and nothing of it is kept. */
export async function previewUpload(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const file = await readAdminUpload(incoming, runtime, FORM_BYTES).then(
    ({ form }) => fileOf(form, 'mail_file'),
    (thrown) => {
      if (asAppError(thrown).code === 'body_too_large') return 'too_large' as const;
      throw thrown;
    },
  );
  if (file === null) return previewReply(incoming, runtime, refused('no_file'));
  if (file === 'too_large' || file.length > MAIL_BYTES)
    return previewReply(incoming, runtime, refused('too_large'));
  return previewReply(incoming, runtime, await read(incoming, runtime, file));
}

const refused = (problem: NonNullable<Read['problem']>): Read => ({ preview: null, problem });

async function read(incoming: Incoming, runtime: Runtime, file: Buffer): Promise<Read> {
  const { scratch, store } = mailOf(runtime);
  const id = incoming.params['id'];
  const intake = id === undefined ? null : ((await store.readIntake(id))?.value ?? null);
  const mailbox = await mailboxIn(incoming, runtime);
  // The parsers are loaded where a mail is read, and not with the page.
  const { previewMail } = await import('../mail/filing/index.ts');
  try {
    const preview: MailPreview = await previewMail(rawOf(file, runtime.clock.now()), scratch, {
      ...(mailbox && { address: mailbox.address }),
      ...(intake && { policies: intake.routing.policies }),
    });
    return { preview, problem: null };
  } catch (thrown) {
    if (asAppError(thrown).code !== 'mail_unreadable') throw thrown;
    return refused('no_mail');
  }
}

const rawOf = (file: Buffer, receivedAt: Date): RawMessage => ({
  ...{ messageId: 'upload', threadId: 'upload', labelIds: ['INBOX'], receivedAt },
  size: file.length,
  open: () => Readable.from([file], { objectMode: false }),
  discard: async () => {},
});

async function mailboxIn(incoming: Incoming, runtime: Runtime): Promise<PreviewView['mailbox']> {
  const id = incoming.params['id'];
  if (id === undefined) return null;
  const connection = await requireConnection(id, runtime);
  return { id: connection.id, address: connection.mailbox.address };
}

async function previewReply(incoming: Incoming, runtime: Runtime, shown: Read): Promise<Reply> {
  const mailbox = await mailboxIn(incoming, runtime);
  const frame = await frameOf(incoming, runtime);
  const path = mailbox ? `${HOME}/connections/${mailbox.id}/preview` : PREVIEW_PATH;
  const view = { mailbox, ...shown };
  return page(previewPage({ ...frame, path }, view), shown.problem === null ? 200 : 422);
}
