/** Under this name the authorization request's `prompt` reaches the sign-in pages. */
export const PROMPT_PARAMETER = 'google_prompt';

/** The values of a space-delimited `prompt` (OpenID Connect Core section 3.1.2.1). */
export function promptsOf(prompt: string | null | undefined): Set<string> {
  return new Set((prompt ?? '').split(' ').filter((value) => value !== ''));
}
