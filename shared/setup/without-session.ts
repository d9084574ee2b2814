import { AppError } from '../errors.ts';
import { knownCausesOf } from '../explain/index.ts';
import { asset, type Incoming, page, type Reply, withCookies } from '../http/index.ts';
import { languageOf } from '../language.ts';
import { assets, type DiagnosisView, diagnosisPage, LONGEST_WORDS } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';
import { readOwnForm } from '../web/session-guard.ts';
import { languageCookie } from './sign-in.ts';

/** Longer than what is read, so that a longer text is cut and not refused. A form sends a Japanese character as nine bytes. */
const FORM_BYTES = 5 * LONGEST_WORDS * 9 + 1024;

/** The form in which errors are looked up. It needs no session: some stop people before they can sign in. */
export const showDiagnosis = (incoming: Incoming, runtime: Runtime): Promise<Reply> =>
  diagnosisReply(incoming, runtime, NOTHING);

/**
 * Explains what somebody pasted. It is sent in a body, because logs of proxies and of Cloud Run keep addresses, and a
 * pasted address may have a code in it. Nothing of it is stored.
 *
 * @throws AppError what `readOwnForm` throws
 */
export async function explainFailure(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const form = await readOwnForm(incoming, runtime, FORM_BYTES);
  const pasted = (form.get('words') ?? '').trim();
  const words = { words: pasted.slice(0, LONGEST_WORDS), isCut: pasted.length > LONGEST_WORDS };
  const language = languageOf(form.get('language') ?? undefined);
  if (language === null) return diagnosisReply(incoming, runtime, words);
  const reply = await diagnosisReply({ ...incoming, language }, runtime, words);
  return withCookies(reply, languageCookie(runtime, language));
}

type Pasted = Pick<DiagnosisView, 'words' | 'isCut'>;

const NOTHING: Pasted = { words: '', isCut: false };

async function diagnosisReply(
  incoming: Incoming,
  runtime: Runtime,
  { words, isCut }: Pasted,
): Promise<Reply> {
  const frame = await frameOf(incoming, runtime);
  const found = words === '' ? [] : knownCausesOf(words);
  // The page explains errors while the store is away, too.
  const serviceAccounts = frame.session
    ? await runtime.tokens.listDelegations().catch(() => [])
    : [];
  return page(diagnosisPage(frame, { words, isCut, found, serviceAccounts }));
}

export function serveAsset({ params }: Incoming): Reply {
  const found = assets.get(params['name'] ?? '');
  if (!found) throw new AppError('not_found');
  return asset(found.contentType, found.body);
}
