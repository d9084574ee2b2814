import type { OrgTokenStore } from '../../salesforce/api/org.ts';
import type { Keyring } from '../../sealing/index.ts';
import { readOrgTokenDocument, writeOrgTokenDocument } from '../documents/documents.ts';
import { isId, type OpenDatabase } from './firestore.ts';
import { call } from './google-cloud.ts';

const ORG_TOKENS = 'orgTokens';

/** The OrgTokenStore port over Firestore. */
export const createOrgTokens = (open: OpenDatabase, keyring: Keyring): OrgTokenStore => ({
  readOrgToken: async (orgId) => {
    if (!isId(orgId)) return null;
    const { firestore, readRole } = await open();
    const found = await call(readRole, () => firestore.collection(ORG_TOKENS).doc(orgId).get());
    return found.exists ? readOrgTokenDocument(keyring, orgId, String(found.get('sealed'))) : null;
  },
  writeOrgToken: async (orgId, token) => {
    const sealed = await writeOrgTokenDocument(keyring, orgId, token);
    const { firestore, writeRole } = await open();
    await call(writeRole, () => firestore.collection(ORG_TOKENS).doc(orgId).set({ sealed }));
  },
});
