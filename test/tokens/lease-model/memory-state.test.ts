import { storeContract } from '../../contract/store.ts';
import { grantVaultContract } from '../../contract/vaults.ts';
import { createMemoryStore, createMemoryVault } from './memory-state.ts';

storeContract('the model’s memory', async () => {
  const store = createMemoryStore();
  return { store, reopen: async () => store, another: async () => store, close: async () => {} };
});

grantVaultContract('the model’s memory', async () => {
  const vault = createMemoryVault(() => new Date());
  return { vault, reopen: async () => vault, close: async () => {} };
});
