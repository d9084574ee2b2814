import { readEnvironment, terminalLanguage } from '../shared/config/environment.ts';
import { parseGoogleConfig } from '../shared/config/index.ts';
import {
  type CheckPorts,
  checkDelegation,
  type StepResult,
} from '../shared/delegation-check/index.ts';
import { asAppError } from '../shared/errors.ts';
import { createGmail } from '../shared/google/gmail.ts';
import {
  createGoogleTime,
  createOwnAccessToken,
  createServiceAccounts,
  type GoogleEndpoints,
  googleEndpoints,
  type KeyInput,
  loginToImap,
  readKey,
} from '../shared/google/index.ts';
import { systemClock } from '../shared/runtime/system-ports.ts';
import { sendThroughProxy } from '../shared/runtime/through-proxy.ts';
import { explainFailure } from '../shared/start-remedies.ts';
import { linesOf } from './check-lines.ts';
import { CHECK_WORDS } from './check-words.ts';
import { type CheckCall, parseCall, WrongCall } from './delegation-call.ts';
import { keyInputFor } from './key-input.ts';
import { endWithoutOutput } from './terminal.ts';

const USAGE = `Usage: npm run --silent delegation -- check --key FILE --subject ADDRESS [OPTIONS]
       npm run --silent delegation -- check --keyless SERVICE_ACCOUNT --subject ADDRESS [OPTIONS]

Checks step by step whether a service account can act for a mailbox (domain-wide delegation), and says of
the first thing that is wrong who must do what. It stores and changes nothing, and needs no installation.

  --key FILE             the service account's key: Google's JSON file, PEM or P12
  --password-file FILE   the password of a P12 file; - reads it from standard input. Without this option it
                         is the one of the files that Google's console makes
  --certificate-subject SUBJECT
                         which certificate of a P12 file; without it the first one
  --service-account ADDRESS
                         whose key it is: needed for PEM and P12 files, which do not say it
  --keyless ADDRESS      signs without a key: Google signs for this service account, with the identity of
                         this machine (Application Default Credentials)
  --subject ADDRESS      the mailbox, such as support@example.com
  --profile PROFILE      what the connector shall do: probe (the default), send, receive_and_send, everything
  --scopes LIST          these scopes instead, separated by commas
  --imap-login           with full access (everything): also logs in over IMAP, at imap.gmail.com:993
  --offline              checks only the key, and sends nothing
  --env FILE             reads the settings from this file rather than from .env: a proxy, or
                         GOOGLE_EMULATOR_URL for an emulated Google instead of the real one
  --json                 one line of JSON for each step

Exit code: 0 every step passed, 1 a step failed, 2 called wrongly.
More: docs/operations.md
`;

/** Runs the check and prints each result when its step ends. Returns the exit code. */
async function check(call: CheckCall): Promise<number> {
  const { keyFile, json, offline, imapLogin, env } = call;
  const input = keyFile === null ? null : await keyInputFor(keyFile, call);
  const { googleEmulatorUrl, proxy } = parseGoogleConfig(readEnvironment(env));
  sendThroughProxy(proxy);
  const ports = portsFor({ input, imapLogin }, googleEndpoints(googleEmulatorUrl));
  const language = terminalLanguage();
  const failed: string[] = [];
  for await (const result of checkDelegation(ports, call)) {
    const lines = json ? [JSON.stringify(factsOf(result))] : linesOf(result, language);
    process.stdout.write(`${lines.join('\n')}\n`);
    if (result.ok === false) failed.push(result.step);
  }
  if (!json) {
    const words = CHECK_WORDS[language];
    const passed = offline ? words.keyPassed : words.passed(call.subject);
    process.stdout.write(`\n${failed.length > 0 ? words.failed(failed) : passed}\n`);
  }
  return failed.length > 0 ? 1 : 0;
}

type Wanted = { readonly input: KeyInput | null; readonly imapLogin: boolean };

function portsFor({ input, imapLogin }: Wanted, endpoints: GoogleEndpoints): CheckPorts {
  const { imap: server } = endpoints;
  if (imapLogin && !server) {
    throw new WrongCall(
      '--imap-login does not go with an emulated Google, which has no IMAP server.',
    );
  }
  const gmail = createGmail(endpoints);
  const ownAccessToken = createOwnAccessToken();
  return {
    readKey: input && (() => readKey(input)),
    serviceAccounts: createServiceAccounts({ endpoints, clock: systemClock, ownAccessToken }),
    listLabels: gmail.listLabels,
    readImap: gmail.readImap,
    loginToImap: imapLogin && server ? (login) => loginToImap({ ...login, server }) : null,
    googleTime: createGoogleTime(endpoints),
    clock: systemClock,
  };
}

const factsOf = ({ step, ok, code, whoActs, detail }: StepResult): object => ({
  step,
  ok,
  code,
  whoActs,
  detail,
});

async function run(args: readonly string[]): Promise<number> {
  try {
    const call = args.length === 0 ? null : parseCall(args);
    if (call) return await check(call);
    process[args.length === 0 ? 'stderr' : 'stdout'].write(USAGE);
    return args.length === 0 ? 2 : 0;
  } catch (thrown) {
    if (thrown instanceof WrongCall) {
      process.stderr.write(
        `${thrown.message}\n\nnpm run --silent delegation -- --help explains the options.\n`,
      );
      return 2;
    }
    const error = asAppError(thrown);
    const { code, detail } = error;
    if (args.includes('--json')) {
      process.stdout.write(`${JSON.stringify({ error: { code, detail } })}\n`);
    } else process.stderr.write(`${explainFailure(error)}\n`);
    return 1;
  }
}

endWithoutOutput();
process.exitCode = await run(process.argv.slice(2));
