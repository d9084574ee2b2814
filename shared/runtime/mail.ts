import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTemporaryFiles } from '../adapters/temporary-files.ts';
import type { Config } from '../config/index.ts';
import { AppError } from '../errors.ts';
import { createMailboxSlots } from '../google/mailbox/calls.ts';
import { createMailboxFinder } from '../google/mailbox/mailbox-finder.ts';
import { createMailboxReader } from '../google/mailbox/mailbox-reader.ts';
import { createMailboxSender } from '../google/mailbox/mailbox-sender.ts';
import type { MailboxFinder, MailStore, NativeMail } from '../mail/ports.ts';
import type { SendPorts } from '../mail/sending/index.ts';
import { createOrgs, type Orgs } from '../salesforce/api/index.ts';
import { canReadMail, credentialOf, type Method, methodOf } from '../tokens/index.ts';
import type { Runtime } from './runtime.ts';

/** What reads mailboxes, sends from them, and knows the organizations that their mail goes to. */
export type Mail = SendPorts & {
  readonly orgs: Orgs;
  readonly nativeMailOf: (orgId: string) => NativeMail;
  readonly finderOf: (connectionId: string) => MailboxFinder;
};

const composed = new WeakMap<Runtime, Mail>();

/**
 * The mail of a runtime: one reader of Gmail and one client of each organization for each process. It is not a part
 * of the runtime itself, so that a function which has nothing to do with mail has none of it in its bundle.
 */
export function mailOf(runtime: Runtime): Mail {
  const mail = composed.get(runtime) ?? compose(runtime);
  composed.set(runtime, mail);
  return mail;
}

function compose(runtime: Runtime): Mail {
  const { config, tokens, google: endpoints, clock, ids } = runtime;
  const scratch = createTemporaryFiles(scratchDirectory(config));
  const orgs = createOrgs({
    store: runtime.store,
    secrets: runtime.orgSecrets,
    tokens: runtime.orgTokens,
    settings: config.salesforceOrg,
    emulatorUrl: config.salesforceEmulatorUrl,
    clock,
    ids,
  });
  const { topic } = config.gmailPush;
  const slots = createMailboxSlots();
  const access = { accessTokenFor: tokens.accessTokenFor, methodOf: methodIn(runtime) };
  return {
    store: withOrgNames(runtime.mail, orgs),
    readerOf: createMailboxReader({
      endpoints,
      ...access,
      topic,
      scratch,
      slots,
    }),
    senderOf: createMailboxSender({ endpoints, ...access, clock, slots }),
    finderOf: createMailboxFinder({ endpoints, ...access, slots }),
    maySend: async (connectionId) => {
      const found = await runtime.store.readConnection(connectionId);
      if (!found) throw new AppError('connection_unknown');
      return canReadMail(found.value.profile);
    },
    casesOf: orgs.casesOf,
    caseMailOf: orgs.caseMailOf,
    nativeMailOf: orgs.nativeMailOf,
    orgs,
    scratch,
    clock,
    ids,
  };
}

/** By which method a mailbox is connected. */
const methodIn =
  ({ store }: Pick<Runtime, 'store'>) =>
  async (connectionId: string): Promise<Method> => {
    const found = await store.readConnection(connectionId);
    return found ? methodOf(credentialOf(found.value)) : 'consent';
  };

/** The mail knows an organization by its id. Who reads of its pause knows it by its My Domain. */
const withOrgNames = (store: MailStore, orgs: Orgs): MailStore => ({
  ...store,
  writeOrgPause: async (pause, revision, event) => {
    if (!event) return store.writeOrgPause(pause, revision);
    const address = await orgs.read(pause.orgId).then(
      ({ myDomain }) => myDomain,
      () => pause.orgId,
    );
    return store.writeOrgPause(pause, revision, { ...event, address });
  },
});

/** On Cloud Run only the temporary directory can be written to. */
const scratchDirectory = ({ state, dataDirectory }: Config): string =>
  state.kind === 'cloud' ? join(tmpdir(), 'connector-mail') : join(dataDirectory, 'mail');
