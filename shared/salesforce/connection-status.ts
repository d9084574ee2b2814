import { z } from 'zod';
import { diagnoseConnection } from '../diagnosis/index.ts';
import { AppError } from '../errors.ts';
import type { Language } from '../language.ts';
import type { Connection, ConnectionStore, Tokens } from '../tokens/index.ts';

/** What Salesforce may ask today. A flat shape: Flow maps it without code. */
export const statusQuestionSchema = z.object({
  action: z.literal('connection_status'),
  mailbox: z.email(),
});

/** The answer, every property always present: a Flow cannot read what may be missing. */
export type StatusAnswer = {
  readonly mailbox: string;
  readonly status: Connection['status'];
  readonly cause: string;
  readonly explanation: string;
  readonly lastProbedAt: string;
};

type StatusPorts = {
  readonly store: Pick<ConnectionStore, 'findByAddress'>;
  readonly tokens: Pick<Tokens, 'lookAtFleets'>;
};

/**
 * The status of a mailbox's connection, with the cause when it fails.
 *
 * @throws AppError `connection_unknown`, `store_unavailable`
 */
export async function connectionStatus(
  { store, tokens }: StatusPorts,
  mailbox: string,
  language: Language,
): Promise<StatusAnswer> {
  const connection = await store.findByAddress(mailbox);
  if (!connection) throw new AppError('connection_unknown');
  const fleets = connection.failure ? await tokens.lookAtFleets() : [];
  const diagnosis = diagnoseConnection(connection, fleets);
  return {
    mailbox: connection.mailbox.address,
    status: connection.status,
    cause: diagnosis?.cause ?? '',
    explanation: diagnosis?.explanation[language] ?? '',
    lastProbedAt: connection.probe?.at.toISOString() ?? '',
  };
}
