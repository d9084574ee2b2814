import { firestoreService } from './firestore-service.ts';
import type { StructuredQuery } from './structured-query.ts';

export type RecordedQuery = {
  readonly method: 'RunQuery' | 'RunAggregationQuery';
  readonly query: StructuredQuery;
};

type AnyRequest = {
  readonly structuredQuery?: StructuredQuery;
  readonly structuredAggregationQuery?: { readonly structuredQuery: StructuredQuery };
};

/** Records the queries among the requests that it gets. */
export function createQueryLog() {
  const service = firestoreService();
  const queries: RecordedQuery[] = [];
  return {
    queries: (): readonly RecordedQuery[] => [...queries],
    look: (method: string, bytes: Buffer): void => {
      if (method !== 'RunQuery' && method !== 'RunAggregationQuery') return;
      const request = service[method]?.requestDeserialize(bytes) as AnyRequest;
      const query = request.structuredQuery ?? request.structuredAggregationQuery?.structuredQuery;
      if (query) queries.push({ method, query });
    },
  };
}
