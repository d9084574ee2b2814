import { z } from 'zod';
import { diagnoseConnection } from '../../diagnosis/index.ts';
import { AppError } from '../../errors.ts';
import { accessEndOf, isAddress } from '../../tokens/index.ts';
import { defineOperation } from './operation.ts';

export const CONNECTION_STATUS = defineOperation({
  name: 'connection_status',
  summary: 'The status of a mailbox’s connection, with the cause when it fails.',
  request: z.object({ mailbox: z.string().refine(isAddress) }),
  response: z.object({
    mailbox: z.string(),
    status: z.enum(['active', 'needs_reconnect', 'disconnected']),
    cause: z.string(),
    explanation: z.string(),
    lastProbedAt: z.union([z.iso.datetime(), z.literal('')]),
    accessEndsAt: z.union([z.iso.datetime(), z.literal('')]),
  }),
  refusals: ['connection_unknown'],
  permission: 'read_connections',
  changesSomething: false,
  run: async ({ store, tokens }, { mailbox }, language) => {
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
      accessEndsAt: accessEndOf(connection)?.at.toISOString() ?? '',
    };
  },
});
