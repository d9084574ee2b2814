import { AppError } from '../../errors.ts';
import type { Clock } from '../../mail/ports.ts';
import type { Ids, RecordStore, SecretVault } from '../../tokens/index.ts';
import { parseMyDomain } from './my-domain.ts';
import { ORG_RECORD, type Org, type OrgSecret, type OrgTokenStore } from './org.ts';

/** An org as the settings of the installation name it. A private key counts before a consumer secret. */
export type OrgSettings = {
  readonly myDomain: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly privateKey: string | null;
  readonly username: string | null;
};

/** What the functions of orgs work with. */
export type OrgPorts = {
  readonly store: Pick<RecordStore, 'readRecord' | 'writeRecord' | 'listRecords'>;
  readonly secrets: SecretVault<OrgSecret>;
  readonly tokens: OrgTokenStore;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The URL of an emulated org, which is accepted as a My Domain; null: there is none. */
  readonly emulatorUrl: string | null;
  /** The org that is connected by settings; null: none is. */
  readonly settings: OrgSettings | null;
};

const isLive = ({ removedAt }: Org): boolean => removedAt === null;

/** One record for each My Domain, so that two administrators cannot both add it. */
export const idOf = (myDomain: string): string => {
  const { host, pathname } = new URL(myDomain);
  return `${host}${pathname}`
    .replace(/[^a-z0-9]+/gi, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
};

/** The org of the settings: it is no record, so that nobody can change it on a page. */
function orgOfSettings({ settings, emulatorUrl, clock }: OrgPorts) {
  const secret = settings && secretIn(settings);
  if (settings === null || !secret) return null;
  const myDomain = parseMyDomain(settings.myDomain, emulatorUrl);
  const isKey = secret.kind === 'private_key';
  const org: Org = {
    id: idOf(myDomain),
    myDomain,
    method: isKey ? 'jwt_bearer' : 'client_credentials',
    clientId: settings.clientId,
    username: isKey ? settings.username : null,
    secretVersion: '',
    certificate: null,
    organizationId: null,
    readiness: null,
    addedAt: clock.now(),
    addedBy: '',
    isFromSettings: true,
    removedAt: null,
  };
  return { org, secret };
}

function secretIn({ clientSecret, privateKey }: OrgSettings): OrgSecret | null {
  if (privateKey !== null) return { kind: 'private_key', privateKey };
  return clientSecret === null ? null : { kind: 'client_secret', clientSecret };
}

/** The org of the settings with its secret, if this is its id; else null. */
export function settingsOrg(ports: OrgPorts, id: string) {
  const own = orgOfSettings(ports);
  return own?.org.id === id ? own : null;
}

/** @throws AppError `org_unknown` */
export async function readOrg(ports: OrgPorts, id: string) {
  const own = settingsOrg(ports, id);
  if (own) return { value: own.org, revision: null };
  const found = await ports.store.readRecord(ORG_RECORD, id);
  if (!found || !isLive(found.value)) throw new AppError('org_unknown');
  return { value: found.value, revision: found.revision };
}

/** Every org, by its My Domain. */
export async function listOrgs(ports: OrgPorts): Promise<readonly Org[]> {
  const own = orgOfSettings(ports)?.org;
  const stored = (await ports.store.listRecords(ORG_RECORD)).filter(isLive);
  const others = stored.filter(({ id }) => id !== own?.id);
  return [...(own ? [own] : []), ...others].sort((one, other) =>
    one.myDomain.localeCompare(other.myDomain),
  );
}
