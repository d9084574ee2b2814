import { beginAddition, checkList, findKnown, MOST_LINES, readList } from '../additions/index.ts';
import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import { type AddMailboxesView, addMailboxesPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Delegation } from '../tokens/index.ts';
import { frameOf } from '../web/frame.ts';
import { idIn } from '../web/purpose.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminUpload, requireSession } from '../web/session-guard.ts';
import { SERVICE_ACCOUNTS } from './delegations.ts';
import { fileOf, textOf } from './key-form.ts';
import { requireDelegation } from './one-delegation.ts';

/** Five thousand lines of a file with several columns. */
const LIST_BYTES = 2 * 1024 * 1024;

/** The form for one address, a pasted list or a CSV file. */
export async function showAddMailboxes(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const delegation = await requireDelegation(idIn(incoming), runtime);
  const addresses = incoming.query.get('addresses') ?? '';
  const view = { delegation, addresses, problem: null, bad: [], lines: 0 };
  return page(addMailboxesPage(await frameOf(incoming, runtime), view));
}

/**
 * Checks the whole list and begins to add its mailboxes, or shows it again with every bad line: nothing is stored
 * while one line is bad.
 */
export async function addMailboxes(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminUpload(incoming, runtime, LIST_BYTES);
  const delegation = await requireDelegation(idIn(incoming), runtime);
  const read = await checkForm(runtime, delegation, form);
  if ('view' in read) {
    const frame = await frameOf(incoming, runtime);
    const path = `${SERVICE_ACCOUNTS}/${delegation.id}/mailboxes`;
    return page(addMailboxesPage({ ...frame, path }, { delegation, ...read.view }), 422);
  }
  const begun = { delegation, lines: read.lines, by: session.address };
  const { id } = await beginAddition(runtime, begun);
  return redirect(`${runtime.config.baseUrl}${HOME}/additions/${id}`);
}

type Refused = { readonly view: Omit<AddMailboxesView, 'delegation'> };

async function checkForm(
  { store }: Runtime,
  delegation: Delegation,
  form: FormData,
): Promise<Refused | Pick<ReturnType<typeof checkList>, 'lines'>> {
  const file = await fileOf(form, 'list_file');
  const addresses = file ? textIn(file) : textOf(form, 'addresses');
  const refused = { addresses: addresses ?? '', bad: [], lines: 0 };
  if (addresses === null) return { view: { ...refused, problem: 'upload' } };
  const entries = readList(addresses);
  const lines = entries.length;
  if (lines === 0) return { view: { ...refused, problem: 'empty' } };
  if (lines > MOST_LINES) return { view: { ...refused, lines, problem: 'too_many' } };
  const checked = checkList(entries, delegation, await findKnown(store, entries));
  const { bad } = checked;
  return bad.length > 0 ? { view: { ...refused, lines, bad, problem: null } } : checked;
}

/** What spreadsheets save: UTF-8, UTF-16 with its mark, or in Japan Shift_JIS. Null: no text. */
function textIn(file: Buffer): string | null {
  const isUtf16 = file[0] === 0xff && file[1] === 0xfe;
  for (const encoding of isUtf16 ? ['utf-16le'] : ['utf-8', 'shift_jis']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(file);
      // A spreadsheet's own format is an archive, which no encoding makes a text.
      if (!text.includes('\0')) return text.trimEnd();
    } catch {
      // It is in the next encoding, or in none.
    }
  }
  return null;
}
