import { status } from '@grpc/grpc-js';
import { Refusal } from '../faults.ts';

/**
 * The fields of all request messages. The decoder sets a message's fields: absent strings to '' and absent
 * messages to null.
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

/** An error of the caller. */
export function invalid(details: string): Refusal {
  return new Refusal(status.INVALID_ARGUMENT, details);
}

/** An error because of the current state. */
export function failedPrecondition(details: string): Refusal {
  return new Refusal(status.FAILED_PRECONDITION, details);
}

/** An etag is optional; a given etag must be the current one. */
export function checkEtag(given: string, current: string): void {
  if (given && given !== current) {
    throw failedPrecondition('The provided etag does not match the current etag.');
  }
}
