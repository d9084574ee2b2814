import { sampleConnection } from './samples.ts';

/** A document as it was stored before use, probes and digests had their own fields. */
export function olderDocument(about: Parameters<typeof sampleConnection>[0] = {}): string {
  const {
    usedAt: _usedAt,
    probeDueAt: _probeDueAt,
    probeHistory: _probeHistory,
    grantsMinted: _grantsMinted,
    grantEnd: _grantEnd,
    grant,
    ...older
  } = sampleConnection({ accessToken: null, ...about });
  const grantVersion = grant.kind === 'consent' ? grant.version : null;
  return JSON.stringify({ ...older, method: 'consent', grantVersion });
}
