import { createHash } from 'node:crypto';
import type { Filed, ThreadLink } from '../model/ledger.ts';
import { isUnwritten } from '../model/unwritten-id.ts';
import type { Attachment, CaseFiling, ParsedMail, Versioned } from '../ports.ts';
import type { FilingJob } from './filing-job.ts';

/** A thread link does not grow without end. Signatures have a few images, which each answer repeats. */
const MOST_IMAGES = 50;

/** What a mail shows of its files, and the thread link that knows which are stored. */
export type ShownImages = {
  /** Files that need not be stored again. */
  readonly repeated: ReadonlySet<Attachment>;
  /** Notes those that were stored. Call it after the files are stored. */
  readonly noteStored: () => Promise<void>;
};

type Shown = {
  readonly mail: Pick<ParsedMail, 'attachments' | 'images'>;
  readonly email: Pick<CaseFiling['email'], 'html'>;
  readonly filed: Filed;
};

const NONE: ShownImages = { repeated: new Set(), noteStored: async () => {} };

/**
 * Finds the inline images of a mail that are files of its case already, because an earlier mail of the thread brought
 * them: the logo of a signature comes with each answer. Only those count that are equal in content and that the HTML
 * shows in place, so that nothing is lost with the file of the earlier mail. The thread link knows them for its case:
 * a mail that goes on another one brings its files.
 */
export async function findShownImages(
  job: FilingJob,
  { mail, email, filed }: Shown,
): Promise<ShownImages> {
  const { intake, ports } = job;
  if (intake.routing.policies.images === 'each' || isUnwritten(filed.caseId)) return NONE;
  const inHtml = imagesIn(email.html ?? '', mail.images);
  const shown = mail.attachments.filter(({ isInline, sha256 }) => isInline && inHtml.has(sha256));
  if (shown.length === 0) return NONE;
  const { connectionId, threadId } = job.entry.value;
  const link = await ports.store.readThreadLink(connectionId, threadId);
  if (link?.value.caseId !== filed.caseId) return NONE;
  const stored = new Set(link.value.storedImages);
  return {
    repeated: new Set(shown.filter((image) => stored.has(hashOf(image)))),
    noteStored: () => noteImages(job, link, shown.map(hashOf)),
  };
}

const hashOf = ({ sha256 }: Pick<Attachment, 'sha256'>): string => sha256.slice(0, 32);

/** What the HTML holds of the images, each as its SHA-256 in hex. Two may have one content id: the content tells. */
function imagesIn(html: string, images: ParsedMail['images']): ReadonlySet<string> {
  const urls = [...images.values()].filter((url) => html.includes(url));
  return new Set(
    urls.map((url) => {
      const content = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
      return createHash('sha256').update(content).digest('hex');
    }),
  );
}

/** Writes nothing where nothing is new, or where somebody else wrote the link: then the images are stored once more. */
async function noteImages(
  { ports }: FilingJob,
  { value, revision }: Versioned<ThreadLink>,
  hashes: readonly string[],
): Promise<void> {
  const fresh = hashes.filter((hash) => !value.storedImages.includes(hash));
  if (fresh.length === 0) return;
  const storedImages = [...new Set([...value.storedImages, ...fresh])].slice(-MOST_IMAGES);
  await ports.store.writeThreadLink({ ...value, storedImages }, revision);
}
