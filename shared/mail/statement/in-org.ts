import { AppError } from '../../errors.ts';
import type { Filed } from '../model/ledger.ts';
import { isUnwritten } from '../model/unwritten-id.ts';
import type { CaseStore, MailPorts } from '../ports.ts';

/** As many as the org reads in one call. */
const MOST_AT_ONCE = 200;

/**
 * Where an EmailMessage is in the org: on the case that the ledger says, on the one that is left of a merge, on another
 * one (null: on none), in the recycle bin, or nowhere. `unasked`: the org is no longer connected.
 */
export type InOrg =
  | { readonly kind: 'there' | 'deleted' | 'missing' | 'unasked' }
  | { readonly kind: 'merged'; readonly caseId: string }
  | { readonly kind: 'elsewhere'; readonly caseId: string | null };

/** Where the orgs of a mailbox have what the ledger calls filed. */
export type InOrgs = (filed: Filed) => InOrg;

/**
 * Looks up what the ledger calls filed in the rows of the org where it was filed: a mailbox may have had others.
 *
 * @param orgId the mailbox's org, for what was stored without its own
 * @throws AppError what the case store throws, but `org_unknown` of an org that the mailbox had before
 */
export async function lookUpInOrgs(
  { casesOf }: Pick<MailPorts, 'casesOf'>,
  { filed, orgId }: { readonly filed: readonly Filed[]; readonly orgId: string },
): Promise<InOrgs> {
  const written = filed.filter(({ emailMessageId }) => !isUnwritten(emailMessageId));
  const byOrg = Map.groupBy(written, (one) => one.orgId ?? orgId);
  const found = new Map<string, ReadonlyMap<string, InOrg> | null>();
  for (const [id, there] of byOrg) {
    const looked = lookUpInOrg(casesOf(id), there);
    found.set(id, await (id === orgId ? looked : unlessRemoved(looked)));
  }
  return (one) => {
    const inOrg = found.get(one.orgId ?? orgId);
    if (inOrg === null) return { kind: 'unasked' };
    return inOrg?.get(one.emailMessageId) ?? { kind: 'missing' };
  };
}

async function unlessRemoved<T>(looked: Promise<T>): Promise<T | null> {
  try {
    return await looked;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'org_unknown') return null;
    throw thrown;
  }
}

/** By the ids of the EmailMessages. A merge is only looked up where a row is on another case. */
async function lookUpInOrg(
  cases: Pick<CaseStore, 'readEmails' | 'survivorOf'>,
  filed: readonly Filed[],
): Promise<ReadonlyMap<string, InOrg>> {
  const ids = [...new Set(filed.map(({ emailMessageId }) => emailMessageId))];
  const places = new Map<string, Place>();
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE)
    for (const place of await cases.readEmails(ids.slice(at, at + MOST_AT_ONCE)))
      places.set(place.emailMessageId, place);
  const survivors = new Map<string, string | null>();
  const found = new Map<string, InOrg>();
  for (const one of filed) {
    const place = places.get(one.emailMessageId);
    const isMoved = place && !place.isDeleted && place.caseId !== one.caseId;
    if (isMoved && !survivors.has(one.caseId))
      survivors.set(one.caseId, await cases.survivorOf(one.caseId));
    found.set(one.emailMessageId, placed(one, place, survivors));
  }
  return found;
}

type Place = Awaited<ReturnType<CaseStore['readEmails']>>[number];

function placed(
  filed: Filed,
  place: Place | undefined,
  survivors: ReadonlyMap<string, string | null>,
): InOrg {
  if (place === undefined) return { kind: 'missing' };
  if (place.isDeleted) return { kind: 'deleted' };
  const { caseId } = place;
  if (caseId === filed.caseId) return { kind: 'there' };
  const isSurvivor = caseId !== null && survivors.get(filed.caseId) === caseId;
  return isSurvivor ? { kind: 'merged', caseId } : { kind: 'elsewhere', caseId };
}
