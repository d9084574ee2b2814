import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Store } from '../../shared/tokens/index.ts';
import { auditTrailContract } from './audit-trail.ts';
import { authorizationRequestsContract } from './authorization-requests.ts';
import { connectionSearchesContract } from './connection-searches.ts';
import { connectionsContract } from './connections.ts';
import { dueContract } from './due.ts';
import { eventsAlongContract } from './events-along.ts';
import { recordsContract } from './records.ts';
import type { OpenedStore } from './subject.ts';

/** What every Store must do, whatever it stores in. */
export function storeContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`Store contract: ${name}`, () => {
    let opened: OpenedStore;
    let store: Store;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const subject = {
      get store() {
        return store;
      },
      another: () => opened.another(),
      reopen: async () => {
        store = await opened.reopen();
      },
    };
    connectionsContract(subject);
    connectionSearchesContract(subject);
    dueContract(subject);
    authorizationRequestsContract(subject);
    eventsAlongContract(subject);
    auditTrailContract(subject);
    recordsContract(subject);
  });
}
