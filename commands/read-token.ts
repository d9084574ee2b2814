import { AppError } from '../shared/errors.ts';

/** Google's access tokens have some hundred characters, and signed JWTs about a thousand. */
const MAX_CHARACTERS = 16_384;

/**
 * Reads an access token from standard input: arguments are visible to every user of the machine.
 *
 * @throws AppError `configuration_invalid` when there is none, or something else; it repeats nothing of it
 */
export async function readToken(): Promise<string> {
  if (process.stdin.isTTY) throw invalid('must be an access token; --help shows how to get one');
  let text = '';
  for await (const part of process.stdin.setEncoding('utf8')) {
    text += part;
    if (text.length > MAX_CHARACTERS) throw invalid('is too long for an access token');
  }
  const token = text.trim();
  if (token === '') throw invalid('is empty: did the command that makes the token fail?');
  // RFC 6750 §2.1, which also keeps line breaks out of the header.
  if (!/^[\w\-.~+/]+=*$/.test(token)) throw invalid('must be one access token and nothing else');
  return token;
}

const invalid = (problem: string): AppError =>
  new AppError('configuration_invalid', {
    detail: { problems: [`the token on standard input ${problem}`] },
  });
