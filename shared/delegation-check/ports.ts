import type { Clock, ServiceAccounts } from '../tokens/index.ts';

/** What a key file holds. */
export type CheckedKey = {
  readonly format: string;
  /** PKCS#8, PEM. */
  readonly privateKey: string;
  /** Google's id of the key; null: the file does not say. */
  readonly keyId: string | null;
  /** The service account's e-mail address; null: the file does not say. */
  readonly serviceAccount: string | null;
  /** The numeric client ID; null: the file does not say. */
  readonly clientId: string | null;
  /** SHA-256 of the public key, in hexadecimal digits. */
  readonly fingerprint: string;
  /** Null: the file does not say. */
  readonly madeAt: Date | null;
};

type ImapLogin = { readonly address: string; readonly accessToken: string };

/** What the check calls. Every error is an AppError. */
export type CheckPorts = {
  /** Reads the key; null: there is none, because Google signs (IAM Credentials `signJwt`). */
  readonly readKey: (() => Promise<CheckedKey>) | null;
  readonly serviceAccounts: ServiceAccounts;
  readonly listLabels: (accessToken: string) => Promise<readonly string[]>;
  readonly readImap: (accessToken: string) => Promise<{ readonly enabled: boolean }>;
  /** Logs in as a mail program does, with full access; null: the login is not checked. */
  readonly loginToImap: ((login: ImapLogin) => Promise<unknown>) | null;
  /** Google's time, to the second: the header `Date` of an answer (RFC 9110 §6.6.1). */
  readonly googleTime: () => Promise<Date>;
  readonly clock: Pick<Clock, 'now'>;
};

/** What is checked. */
export type CheckRequest = {
  /** The service account's e-mail address; null: the key file says it. */
  readonly serviceAccount: string | null;
  /** The mailbox's address. */
  readonly subject: string;
  /** Every scope that the connector would ask for. */
  readonly scopes: readonly string[];
  /** Stops after the step `signs`, before anything is sent. */
  readonly offline?: boolean;
};
