/** How much of the API requests of the last 24 hours an org has used. */
export type OrgBudget = { readonly used: number; readonly limit: number; readonly at: Date };

/** Reads the header `Sforce-Limit-Info`: `api-usage=18/5000`, perhaps followed by the usage of the app. */
export function readBudget(limitInfo: string | null, at: Date): OrgBudget | null {
  const [, used, limit] = /(?:^|[\s,;])api-usage=(\d+)\/(\d+)/.exec(limitInfo ?? '') ?? [];
  return used !== undefined && limit !== undefined
    ? { used: Number(used), limit: Number(limit), at }
    : null;
}
