import { connectionStoreContract } from '../../contract/connection-store.ts';
import { grantVaultContract } from '../../contract/grant-vault.ts';
import { createMemoryStore, createMemoryVault } from './memory-state.ts';

connectionStoreContract('the model’s memory', async () => {
  const store = createMemoryStore();
  return { store, reopen: async () => store, another: async () => store, close: async () => {} };
});

grantVaultContract('the model’s memory', async () => {
  const vault = createMemoryVault(() => new Date());
  return { vault, reopen: async () => vault, close: async () => {} };
});
