/**
 * Variables that make libraries or Node itself write what passes through them, and what that is. They
 * are none of our settings, and our log knows nothing of what they print.
 */
const TELLTALES = {
  GOOGLE_SDK_NODE_LOGGING: 'refresh tokens and access tokens',
  NODE_DEBUG: 'authorization codes and their verifiers',
  DEBUG: 'the paths of one-time links and the codes of callbacks',
} as const;

/** What is wrong with an environment in which secrets would be written into the log. */
export const telltalesIn = (
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] =>
  Object.entries(TELLTALES)
    .filter(([name]) => environment[name])
    .map(([name, what]) => `${name} must not be set with the real Google: it logs ${what}`);
