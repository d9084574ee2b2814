import type { CollectionReference } from '@google-cloud/firestore';
import type { MailStore } from '../../mail/ports.ts';
import { ALL_SHARDS } from '../../tokens/index.ts';
import { readSendDocument, writeSendDocument } from '../documents/mail-documents.ts';
import { auditEventOf } from '../mail-records.ts';
import type { StatePorts } from '../state.ts';
import { deleteFound } from './delete-found.ts';
import { additionOf } from './events.ts';
import { type Database, isId, type OpenDatabase } from './firestore.ts';
import { call } from './google-cloud.ts';
import { compareAndSet, readVersioned } from './versioned-documents.ts';

/** The sends of the MailStore, over Firestore. */
export function createSends(
  open: OpenDatabase,
  ports: StatePorts,
): Pick<MailStore, 'readSend' | 'writeSend' | 'dueSends' | 'forgetSends'> {
  return {
    readSend: async (id) => {
      if (!isId(id)) return null;
      const database = await open();
      return readVersioned(database, sendsIn(database).doc(id), (document) =>
        readSendDocument(id, document),
      );
    },
    writeSend: async (send, revision, event) => {
      const database = await open();
      const reference = sendsIn(database).doc(send.id);
      const addition = additionOf(database, event && auditEventOf(ports, event));
      const write = { reference, fields: writeSendDocument(send), revision, addition };
      return compareAndSet(database, write, ports.ids.unique());
    },
    dueSends: async ({ before, limit, shards = ALL_SHARDS }) => {
      if (shards.length === 0) return [];
      const database = await open();
      const due = sendsIn(database)
        .where('shard', 'in', shards)
        .where('dueAt', '<=', before)
        .orderBy('dueAt')
        .limit(limit)
        .select();
      const { docs } = await call(database.readRole, () => due.get());
      return docs.map(({ id }) => id);
    },
    forgetSends: async (before) => {
      const database = await open();
      return deleteFound(database, sendsIn(database).where('deleteAt', '<', before));
    },
  };
}

const sendsIn = ({ firestore }: Database): CollectionReference => firestore.collection('sends');
