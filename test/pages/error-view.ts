import { diagnose } from '../../shared/diagnosis/index.ts';
import { type ErrorCode, errorEntry } from '../../shared/errors.ts';
import type { ErrorView } from '../../shared/pages/index.ts';

/** An error as a page shows it. */
export function errorView(code: ErrorCode, detail: ErrorView['detail'] = {}): ErrorView {
  const { en, ja } = errorEntry(code);
  const diagnosis = diagnose({ code, upstream: null });
  return {
    code,
    text: { en, ja },
    correlationId: '9f2c1b7e4d',
    diagnosis,
    detail,
    atSetupPage: false,
  };
}
