import { createInterface } from 'node:readline';
import { readEnvironment } from '../shared/config/environment.ts';
import { parseConfig } from '../shared/config/index.ts';
import type { Known } from '../shared/diagnosis/index.ts';
import { explain } from '../shared/explain/index.ts';

const USAGE = `Usage: npm run --silent diagnose < FILE

Explains failures: why, who acts, whether the same may succeed later without anybody acting, and what to do.
It needs no network and stores nothing. It needs no settings either; with those of a connector, its values
stand in the steps.

Reads one JSON object from each line of its standard input, of which every property but body may be missing:

  where        consent_screen, callback, token_user, token_service_account, gmail_api, imap, network or salesforce
  http_status  the HTTP status of the answer
  body         the answer as JSON or text; or what stood on the screen
  context      what else is known: method (consent or delegation), subject_set, hours_since_consent, account_kind
               (personal or workspace) or mailbox, siblings_failing, earlier_success, retried (with a new token
               or session)
  lang         en or ja

A line that is no JSON counts as text from a screen, a returned mail or a log, the connector's own included. Prints one
JSON object for each line: code (a cause of docs/troubleshooting.md, or unrecognised), whoActs, retryable, alternatives,
title, cause, steps, links. Where the same answer has several causes, cause and alternatives say what tells them apart.

Exit code: 0, whatever the failures are; 2 when there are arguments.
`;

async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0 || process.stdin.isTTY) {
    process.stderr.write(USAGE);
    return args.length > 0 && !args.includes('--help') ? 2 : 0;
  }
  const known = valuesHere();
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    process.stdout.write(`${JSON.stringify(explain(line, known))}\n`);
  }
  return 0;
}

/** The values to copy of the installation whose settings are here, if they are of the real Google. */
function valuesHere(): Known {
  try {
    const { baseUrl, oauthClient, googleEmulatorUrl } = parseConfig(readEnvironment());
    return googleEmulatorUrl === null ? { baseUrl, clientId: oauthClient.clientId } : {};
  } catch {
    // Failures are also explained where the connector is not set up.
    return {};
  }
}

process.exitCode = await run(process.argv.slice(2));
