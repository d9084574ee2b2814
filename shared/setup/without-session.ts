import { lookUp } from '../diagnosis/index.ts';
import { AppError } from '../errors.ts';
import { asset, type Incoming, page, type Reply } from '../http/index.ts';
import { assets, diagnosisPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';

/** Explains errors that Google shows on its own pages and that never reach us. Needs no session. */
export async function showDiagnosis(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const words = incoming.query.get('words') ?? '';
  const frame = await frameOf(incoming, runtime);
  return page(diagnosisPage(frame, { words, found: lookUp(words) }));
}

export function serveAsset({ params }: Incoming): Reply {
  const found = assets.get(params['name'] ?? '');
  if (!found) throw new AppError('not_found');
  return asset(found.contentType, found.body);
}
