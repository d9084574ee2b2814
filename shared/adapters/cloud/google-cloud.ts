import { AppError, type ErrorCode } from '../../errors.ts';

/** The gRPC codes that our calls distinguish ("Status codes and their use in gRPC"). */
export const GRPC = {
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  FAILED_PRECONDITION: 9,
  INTERNAL: 13,
  UNAUTHENTICATED: 16,
} as const;

/** The role that a call requires, and on which resource. The error names both to the operator when it is missing. */
export type RequiredRole = { readonly role: string; readonly resource: string };

/**
 * The limit of every call: a lease of 45 s must outlive a vault read, the call to Google with its one
 * retry, and a write. The client libraries would otherwise go on for ten minutes.
 */
const TIMEOUT_MS = 8_000;

/**
 * Makes one call to Google Cloud with a time limit, and turns whatever it throws into an AppError. Within
 * that time the libraries retry what may be retried. A write that timed out may still arrive, which does
 * no harm: each of ours is a compare-and-set, or adds a version that no document names yet.
 *
 * @throws AppError `permission_missing`, `credentials_missing`, `store_incomplete`,
 *   `store_unavailable`
 */
export const call = <T>(required: RequiredRole, work: () => Promise<T>): Promise<T> =>
  callUnless<T, never>([], required, work);

/**
 * Like `call`, but returns the given gRPC codes instead of throwing, where they are an expected answer.
 *
 * @throws AppError as `call` does
 */
export async function callUnless<T, Code extends number>(
  expected: readonly Code[],
  required: RequiredRole,
  work: () => Promise<T>,
): Promise<T | Code> {
  try {
    return await withTimeout(TIMEOUT_MS, work());
  } catch (thrown) {
    const code = expected.find((each) => each === grpcCodeOf(thrown));
    if (code !== undefined) return code;
    throw cloudError(thrown, required);
  }
}

/** Turns what Google Cloud threw into an AppError. Only its code is used; its text is not kept. */
function cloudError(thrown: unknown, required: RequiredRole): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = codeFor(thrown);
  return new AppError(code, { detail: code === 'store_unavailable' ? {} : { ...required } });
}

function codeFor(thrown: unknown): ErrorCode {
  switch (grpcCodeOf(thrown)) {
    case GRPC.PERMISSION_DENIED:
      return 'permission_missing';
    case GRPC.UNAUTHENTICATED:
      return 'credentials_missing';
    case GRPC.NOT_FOUND:
    case GRPC.FAILED_PRECONDITION:
      return 'store_incomplete';
    case GRPC.INVALID_ARGUMENT:
      return 'internal';
    default:
      return 'store_unavailable';
  }
}

function grpcCodeOf(thrown: unknown): number | null {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code;
  return typeof code === 'number' ? code : null;
}

async function withTimeout<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('store_unavailable')), milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
    // After a time-out nobody awaits the work, so a late rejection must not go unhandled.
    work.catch(() => undefined);
  }
}
