/** The switches of an emulated Google, over its documented HTTP API. */
export function emulator(googleUrl: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const init = body ? { body: JSON.stringify(body) } : {};
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${googleUrl}/emulator${path}`, { method, headers, ...init });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response;
  };
  const account = (address: string): string => `?account=${encodeURIComponent(address)}`;
  return {
    /** Switches a fault on, for one address or for `*`. */
    provoke: (fault: string, address = '*', parameters?: object) =>
      call('PUT', `/faults/${fault}${account(address)}`, parameters),
    /** Switches a fault off. */
    end: (fault: string, address = '*') => call('DELETE', `/faults/${fault}${account(address)}`),
    /** Ends every fault. */
    heal: () => call('DELETE', '/faults'),
    /** Ends an account's grants, as its owner or an administrator would. */
    act: (address: string, action: AccountAction) =>
      call('POST', `/accounts/${encodeURIComponent(address)}/${action}`),
    /** How many requests arrived for an account. */
    counts: async (address: string): Promise<AccountCounts> => {
      const counts = (await (await call('GET', '/counts')).json()) as Counts;
      const found = counts.accounts[address];
      if (!found) throw new Error(`no counts of ${address}`);
      return found;
    },
    /** How many refreshes arrived, by address. */
    refreshes: async (): Promise<ReadonlyMap<string, number>> => {
      const { accounts } = (await (await call('GET', '/counts')).json()) as Counts;
      return new Map(
        Object.entries(accounts).map(([address, { token }]) => [address, token.refresh_token]),
      );
    },
    /** Creates a service account that these Workspaces delegate these scopes to; returns its key's file. */
    delegate: async (delegation: Delegation): Promise<KeyFile> => {
      const email = 'connector@project-1.iam.gserviceaccount.com';
      const seeded = await call('POST', '/service-accounts', { email, makeKey: true, delegation });
      return ((await seeded.json()) as { keyFile: KeyFile }).keyFile;
    },
    /** Creates users who consented to nothing. `{n}` in the pattern stands for their numbers. */
    createUsers: (pattern: string, count: number) =>
      call('POST', '/directory', { users: { pattern, count } }),
    /** Disables or enables a key of a service account. */
    actOnKey: (email: string, keyId: string, action: 'disable' | 'enable') =>
      call('POST', `/service-accounts/${email}/keys/${keyId}/${action}`),
    /** The Workspace's administrator delegates these scopes to the client ID. */
    putDelegation: (workspace: string, clientId: string, scopes: readonly string[]) =>
      call('PUT', `/delegations/${workspace}/${clientId}`, { scopes }),
    /** The Workspace's administrator removes the delegation. */
    removeDelegation: (workspace: string, clientId: string) =>
      call('DELETE', `/delegations/${workspace}/${clientId}`),
    /** Creates accounts with a consent. `{n}` in the pattern stands for their numbers. */
    seed: async (pattern: string, count: number): Promise<SeededAccount[]> => {
      const seeded = await call('POST', '/accounts', { pattern, count });
      return ((await seeded.json()) as { accounts: SeededAccount[] }).accounts;
    },
    /** The same for accounts of these addresses, such as owners who consent again. */
    seedAddresses: async (addresses: readonly string[]): Promise<SeededAccount[]> => {
      const seeded = await call('POST', '/accounts', { addresses });
      return ((await seeded.json()) as { accounts: SeededAccount[] }).accounts;
    },
  };
}

type Delegation = Readonly<Record<string, readonly string[]>>;

/** Google's JSON key file. */
export type KeyFile = {
  readonly private_key_id: string;
  readonly client_id: string;
};

type AccountAction = 'revoke' | 'password-changed' | 'disable' | 'enable';

export type SeededAccount = {
  readonly address: string;
  readonly sub: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[];
};

type Counts = { readonly accounts: Readonly<Record<string, AccountCounts>> };
export type AccountCounts = {
  readonly token: { readonly authorization_code: number; readonly refresh_token: number };
  readonly revoke: number;
  readonly 'gmail.labels.list': number;
  readonly liveRefreshTokens: number;
};
