import { sampleConnection } from './samples.ts';

/** A document as it was stored before use, probes and digests had places of their own. */
export function olderDocument(about: Parameters<typeof sampleConnection>[0] = {}): string {
  const {
    usedAt: _usedAt,
    probeDueAt: _probeDueAt,
    probeHistory: _probeHistory,
    grantDigests: _grantDigests,
    grantsMinted: _grantsMinted,
    ...older
  } = sampleConnection({ accessToken: null, ...about });
  return JSON.stringify(older);
}
