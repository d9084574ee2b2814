import type { DatabaseSync } from 'node:sqlite';
import type { NamedCredential } from '../calls/named-credential.ts';
import type { Definition } from '../outbound/queue.ts';

/**
 * What of this connector's Salesforce project is deployed: nothing; the key fields; or the fields, the
 * Apex classes and the permission set that gives the integration user access to both.
 */
export const DEPLOYMENTS = ['nothing', 'fields', 'everything'] as const;

export type Deployment = (typeof DEPLOYMENTS)[number];

/** What is set up in the org. */
export type Settings = {
  deployment(): Deployment;
  deploy(deployment: Deployment): void;
  /** The certificate of the External Client App (PEM); null: none was uploaded. */
  certificate(): string | null;
  useCertificate(pem: string): void;
  /** How the org calls the connector; null: it never did, and nothing was entered. */
  credential(): NamedCredential | null;
  useCredential(credential: NamedCredential): void;
  /** The Outbound Message for cases; null: none is set up. */
  outbound(): Definition | null;
  useOutbound(definition: Definition): void;
  /** Calls of the API that were counted against the day's limit. */
  requests(): number;
  countRequest(): void;
};

export function openSettings(database: DatabaseSync): Settings {
  const select = database.prepare('SELECT value FROM settings WHERE name = ?');
  const write = database.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)');
  const read = (name: string) => {
    const value = select.get(name)?.['value'];
    return value === undefined ? null : String(value);
  };
  let requests = Number(read('requests') ?? 0);
  return {
    deployment: () => DEPLOYMENTS.find((one) => one === read('deployment')) ?? 'everything',
    deploy: (deployment) => void write.run('deployment', deployment),
    certificate: () => read('certificate'),
    useCertificate: (pem) => void write.run('certificate', pem),
    credential: () => JSON.parse(read('credential') ?? 'null'),
    useCredential: (credential) => void write.run('credential', JSON.stringify(credential)),
    outbound: () => JSON.parse(read('outbound_message') ?? 'null'),
    useOutbound: (definition) => void write.run('outbound_message', JSON.stringify(definition)),
    requests: () => requests,
    countRequest: () => {
      requests += 1;
      write.run('requests', String(requests));
    },
  };
}
