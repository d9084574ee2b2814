import { AppError, type ErrorCode } from '../../errors.ts';

/** The codes of gRPC that our calls tell apart ("Status codes and their use in gRPC"). */
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

/** What a call touches, and the role that lets it: what an operator is told when it is missing. */
export type RequiredRole = { readonly role: string; readonly resource: string };

/**
 * No call takes longer: a lease of 45 s must outlive a vault read, the call to Google with its one
 * repetition, and a write. The client libraries would go on for ten minutes.
 */
const PATIENCE_MS = 8_000;

/**
 * Makes one call to Google Cloud, bounded in time; whatever it throws becomes one of ours. The
 * libraries repeat what may be repeated within that time. A write that was given up may still arrive:
 * each of ours is a compare-and-set, or adds a version that nobody names yet.
 *
 * @throws AppError `permission_missing`, `credentials_missing`, `store_incomplete`,
 *   `store_unavailable`
 */
export const call = <T>(needs: RequiredRole, work: () => Promise<T>): Promise<T> =>
  callUnless<T, never>([], needs, work);

/**
 * The same, where some gRPC codes are an answer rather than a failure: such a code is returned.
 *
 * @throws AppError as `call` does
 */
export async function callUnless<T, Code extends number>(
  expected: readonly Code[],
  needs: RequiredRole,
  work: () => Promise<T>,
): Promise<T | Code> {
  try {
    return await within(PATIENCE_MS, work());
  } catch (thrown) {
    const code = expected.find((each) => each === grpcCodeOf(thrown));
    if (code !== undefined) return code;
    throw cloudError(thrown, needs);
  }
}

/** What Google Cloud threw, as one of ours. Its own text is not kept: only the code decides. */
function cloudError(thrown: unknown, needs: RequiredRole): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = codeFor(thrown);
  return new AppError(code, { detail: code === 'store_unavailable' ? {} : { ...needs } });
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

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('store_unavailable')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Should it fail after all, nobody waits for it any more.
    work.catch(() => undefined);
  }
}
