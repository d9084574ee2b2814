import { diagnose } from '../../shared/diagnosis/index.ts';
import { AppError } from '../../shared/errors.ts';
import { type ImapLogin, loginToImap } from '../../shared/google/imap.ts';

/** What a login finds, or how the product reports that it failed. */
export async function loginOutcome(login: ImapLogin) {
  try {
    return await loginToImap(login);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, upstream } = thrown;
    return { code, cause: diagnose(thrown).cause, upstream };
  }
}
