import { Firestore } from '@google-cloud/firestore';
import type { State } from '../../shared/adapters/state.ts';
import type { GrantVaultName } from '../../shared/config/index.ts';
import { damagedConnectionsContract } from '../contract/damaged-connections.ts';

import { storedMailContract } from '../contract/mail.ts';
import { storeContract } from '../contract/store.ts';
import {
  callerSecretVaultContract,
  grantVaultContract,
  orgSecretVaultContract,
  signingKeyVaultContract,
} from '../contract/vaults.ts';
import { openCloud } from '../support/cloud/cloud-state.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { startSecretManager } from '../support/cloud/secret-manager/secret-manager.ts';

describeWithFirestore('Firestore and Secret Manager', (firestore) => {
  /** A new, empty state, and ways to open the same state again. */
  async function openFresh(grantVaults: readonly GrantVaultName[]) {
    const { projectId } = firestore;
    const { host, clear } = await firestore.start();
    await clear(projectId);
    const secretManager = await startSecretManager({ projectId });
    const opened: State[] = [];
    const open = (): State => {
      const state = openCloud({
        projectId,
        firestore: host,
        secretManager: secretManager.port,
        grantVaults,
      });
      opened.push(state);
      return state;
    };
    const first = open();
    await first.keys.create();
    return {
      first,
      open,
      close: async () => {
        await Promise.all(opened.map((state) => state.close()));
        await secretManager.stop();
      },
    };
  }

  const openStore = async () => {
    const { first, open, close } = await openFresh(['secret-manager']);
    const another = async () => open().store;
    const { host } = await firestore.start();
    const database = new Firestore({ projectId: firestore.projectId, host, ssl: false });
    return {
      store: first.store,
      reopen: another,
      another,
      damage: async (id: string, document: string) => {
        await database.doc(`connections/${id}`).update({ document });
      },
      close: async () => {
        await database.terminate();
        await close();
      },
    };
  };
  storeContract('Firestore', openStore);

  storedMailContract('Firestore', async () => {
    const { first, open, close } = await openFresh(['secret-manager']);
    const { host } = await firestore.start();
    const database = new Firestore({ projectId: firestore.projectId, host, ssl: false });
    return {
      mail: first.mail,
      events: first.store,
      orgTokens: first.orgTokens,
      another: async () => open().mail,
      damage: async (...place) => {
        await database.doc(`mailEntries/${place.join('~')}`).update({ document: '{}' });
      },
      close: async () => {
        await database.terminate();
        await close();
      },
    };
  });
  damagedConnectionsContract('Firestore', openStore);

  grantVaultContract('Secret Manager', async () => {
    const { first, open, close } = await openFresh(['secret-manager']);
    return { vault: first.vault, reopen: async () => open().vault, close };
  });

  grantVaultContract('sealed in Firestore', async () => {
    const { first, open, close } = await openFresh(['sealed-firestore']);
    return { vault: first.vault, reopen: async () => open().vault, close };
  });

  signingKeyVaultContract('Secret Manager, where grants are sealed in Firestore', async () => {
    const { first, open, close } = await openFresh(['sealed-firestore']);
    return { vault: first.signingKeys, reopen: async () => open().signingKeys, close };
  });

  orgSecretVaultContract('Secret Manager', async () => {
    const { first, open, close } = await openFresh(['sealed-firestore']);
    return { vault: first.orgSecrets, reopen: async () => open().orgSecrets, close };
  });

  callerSecretVaultContract('Secret Manager', async () => {
    const { first, open, close } = await openFresh(['sealed-firestore']);
    return { vault: first.callerSecrets, reopen: async () => open().callerSecrets, close };
  });

  grantVaultContract('two vaults as one', async () => {
    const { first, open, close } = await openFresh(['sealed-firestore', 'secret-manager']);
    return { vault: first.vault, reopen: async () => open().vault, close };
  });
});
