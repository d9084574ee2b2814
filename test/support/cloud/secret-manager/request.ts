import { status } from '@grpc/grpc-js';
import { Refusal } from '../faults.ts';

/**
 * The fields of all request messages. The wire's decoder fills what a message has, absent strings
 * with '' and absent messages with null.
 */
export type Request = {
  readonly name: string;
  readonly parent: string;
  readonly secretId: string;
  readonly etag: string;
  readonly filter: string;
  readonly pageSize: number;
  readonly pageToken: string;
  readonly updateMask: { readonly paths: readonly string[] } | null;
  readonly payload: { readonly data: Buffer; readonly dataCrc32c?: string } | null;
  readonly secret: {
    readonly name: string;
    readonly etag: string;
    readonly labels: Record<string, string>;
    readonly annotations: Record<string, string>;
    readonly replication: {
      readonly automatic: object | null;
      readonly userManaged: object | null;
    };
  } | null;
};

/** What the caller has to mend. */
export function invalid(details: string): Refusal {
  return new Refusal(status.INVALID_ARGUMENT, details);
}

/** What the state of things does not allow now. */
export function failedPrecondition(details: string): Refusal {
  return new Refusal(status.FAILED_PRECONDITION, details);
}

/** An etag is optional; one that is given must be the current one. */
export function checkEtag(given: string, current: string): void {
  if (given && given !== current) {
    throw failedPrecondition('The provided etag does not match the current etag.');
  }
}
