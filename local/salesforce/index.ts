import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NamedCredential } from './calls/named-credential.ts';
import { dispatch } from './http/dispatch.ts';
import { readCertificate } from './login/assertion.ts';
import type { Value } from './objects/field.ts';
import { APP, INTEGRATION_USERNAME, type Org } from './org.ts';
import { openDeliveries } from './outbound/deliveries.ts';
import { openOutboundQueue } from './outbound/queue.ts';
import { seedOrg, seedRecord } from './seed.ts';
import { openContents } from './state/contents.ts';
import { openDatabase, transactionsOf } from './state/database.ts';
import { openFaults } from './state/faults.ts';
import { longId, openSequences } from './state/ids.ts';
import { openRecords, type Row } from './state/records.ts';
import { openSessions } from './state/sessions.ts';
import { type Deployment, openSettings } from './state/settings.ts';
import { openThreadTokens } from './state/thread-tokens.ts';

export type { NamedCredential } from './calls/named-credential.ts';

export type EmulatedOrgOptions = {
  /** The My Domain URL, path prefix included, e.g. `http://127.0.0.1:8080/salesforce`. */
  readonly baseUrl: string;
  /** The SQLite file that holds all state; `:memory:` to store nothing. */
  readonly file: string;
  /** The wall clock by default. */
  readonly now?: () => Date;
  /** The connector's page, to which every page leads back; none by default. */
  readonly connectorPage?: string;
  /** The org's name on its pages. */
  readonly name?: string;
  /** Makes the org a caller of the connector beside it, once it calls. Without it one has to be entered. */
  readonly makeCredential?: () => Promise<NamedCredential>;
  /** How many times faster than Salesforce it retries and drops Outbound Messages; 60 if it is left out. */
  readonly compression?: number;
};

/** The bytes of a file and their digests (hex). */
export type StoredContent = {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly md5: string;
};

export type EmulatedOrg = {
  /** The app that may log in, and the user as whom it acts. */
  readonly login: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly username: string;
  };
  /** Serves a request whose URL still has the path prefix of `baseUrl`. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Every record of an object with all its fields, deleted ones included, in the order of creation. */
  rows(object: string): readonly Row[];
  /** The content of a ContentVersion; undefined: there is none. */
  contentOf(contentVersionId: string): StoredContent | undefined;
  /**
   * Stores a record without the checks of the API, and answers its id.
   *
   * @throws RangeError when there is no such object or field
   */
  seed(object: string, fields: Readonly<Record<string, Value>>): string;
  /** The threading token of a case, as a mail from Salesforce has it. */
  threadTokenOf(caseId: string): string;
  /** A Message-ID (with angle brackets) that Salesforce gave to a mail of a case, of which it keeps no row. */
  messageIdOf(caseId: string): string;
  deploy(deployment: Deployment): void;
  /** Lets the app log in by assertions. @throws RangeError when it is no RSA certificate (PEM) */
  uploadCertificate(pem: string): void;
  /** Switches a fault on. @throws RangeError when there is none of this name with such parameters */
  switchOn(fault: string, parameters?: Readonly<Record<string, string | number>>): void;
  switchOff(fault: string): void;
  close(): void;
};

/**
 * Opens an emulated Salesforce org that needs no network: the login, the calls of the REST API that this
 * connector makes, at Salesforce's own paths and stricter than Salesforce, pages of its cases, and switches
 * that simulate failures.
 */
export function openEmulatedOrg(options: EmulatedOrgOptions): EmulatedOrg {
  const database = openDatabase(options.file);
  const org = openOrg(database, options);
  return {
    login: { ...APP, username: INTEGRATION_USERNAME },
    handle: (request, response) => void dispatch(org, request, response),
    rows: (object) => org.records.list(object),
    contentOf: (id) => contentOf(org, id),
    seed: (object, fields) => seedRecord(org, object, fields).Id,
    threadTokenOf: (caseId) => org.threadTokens.tokenOf(longId(caseId)),
    messageIdOf: (caseId) => org.threadTokens.messageIdOf(longId(caseId)),
    deploy: (deployment) => org.settings.deploy(deployment),
    uploadCertificate: (pem) => {
      if (!readCertificate(pem)) throw new RangeError('It is no RSA certificate in PEM');
      org.settings.useCertificate(pem);
    },
    switchOn: (fault, parameters = {}) => {
      if (!org.faults.switchOn(fault, parameters)) {
        throw new RangeError(`There is no fault ${fault} with these parameters`);
      }
    },
    switchOff: (fault) => org.faults.switchOff(fault),
    close: () => {
      org.deliveries.close();
      if (database.isOpen) database.close();
    },
  };
}

function openOrg(
  database: ReturnType<typeof openDatabase>,
  {
    baseUrl: given,
    now = () => new Date(),
    name = 'Emulated org',
    makeCredential,
    connectorPage,
    compression = 60,
  }: EmulatedOrgOptions,
): Org {
  const baseUrl = given.replace(/\/+$/, '');
  const sequences = openSequences(database);
  const records = openRecords(database, sequences);
  seedOrg({ records, now, sequences }, INTEGRATION_USERNAME);
  const opened: Omit<Org, 'deliveries'> = {
    baseUrl,
    basePath: new URL(baseUrl).pathname.replace(/\/$/, ''),
    name,
    connectorPage: connectorPage ?? null,
    organizationId: longId('00DHs0000000001'),
    integrationUserId: records.list('User')[0]?.Id ?? '',
    now,
    transaction: transactionsOf(database),
    contents: openContents(database),
    faults: openFaults(database),
    outbound: openOutboundQueue(database),
    records,
    sequences,
    sessions: openSessions(database, now),
    settings: openSettings(database),
    threadTokens: openThreadTokens(database),
    makeCredential: makeCredential ?? null,
  };
  return { ...opened, deliveries: openDeliveries(opened, compression) };
}

function contentOf({ contents }: Org, id: string): StoredContent | undefined {
  const bytes = contents.read(id);
  const digest = (algorithm: string) =>
    createHash(algorithm)
      .update(bytes ?? '')
      .digest('hex');
  return bytes && { bytes, sha256: digest('sha256'), md5: digest('md5') };
}
