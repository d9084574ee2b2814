import { crc32c } from './crc32c.ts';
import { parseFilter } from './filter.ts';
import { findSecret, findVersion, secretName } from './names.ts';
import { cutPage } from './paging.ts';
import { checkEtag, failedPrecondition, invalid, type Request } from './request.ts';
import {
  newEtag,
  type State,
  type StoredSecret,
  type StoredVersion,
  timestamp,
  type VersionState,
} from './state.ts';

const LARGEST_PAYLOAD = 65_536;

/** The calls about the versions of a secret. */
export const versionCalls = {
  AddSecretVersion: (state: State, { parent, payload }: Request) => {
    const secret = findSecret(state, parent);
    const version: StoredVersion = {
      number: (secret.versions.at(-1)?.number ?? 0) + 1,
      createdAt: Date.now(),
      checksumGiven: payload?.dataCrc32c !== undefined,
      state: 'ENABLED',
      destroyedAt: null,
      payload: checkedPayload(payload).toString('base64'),
      etag: newEtag(),
    };
    secret.versions.push(version);
    return versionMessage(state, secret, version);
  },

  GetSecretVersion: (state: State, { name }: Request) => {
    const { secret, version } = findVersion(state, name);
    return versionMessage(state, secret, version);
  },

  AccessSecretVersion: (state: State, { name }: Request) => {
    const { secret, version } = findVersion(state, name);
    if (version.state !== 'ENABLED') throw inState(state, secret, version);
    const data = Buffer.from(version.payload ?? '', 'base64');
    const dataCrc32c = String(crc32c(data));
    if (state.corruptions > 0) {
      state.corruptions -= 1;
      data[0] = ~(data[0] ?? 0) & 0xff;
    }
    return { name: versionName(state, secret, version), payload: { data, dataCrc32c } };
  },

  ListSecretVersions: (state: State, request: Request) => {
    const secret = findSecret(state, request.parent);
    const matches = parseFilter(request.filter);
    const found = secret.versions
      .filter((version) => matches({ state: version.state, name: String(version.number) }))
      .toReversed();
    const { items, ...page } = cutPage(found, ({ number }) => String(number), request);
    return { ...page, versions: items.map((version) => versionMessage(state, secret, version)) };
  },

  EnableSecretVersion: turn('ENABLED'),
  DisableSecretVersion: turn('DISABLED'),
  DestroySecretVersion: turn('DESTROYED'),
};

/** Repeating a change is allowed, except that nothing can be done to a destroyed version. */
function turn(to: VersionState) {
  return (state: State, { name, etag }: Request): object => {
    const { secret, version } = findVersion(state, name);
    checkEtag(etag, version.etag);
    if (version.state === 'DESTROYED') throw inState(state, secret, version);
    version.state = to;
    version.etag = newEtag();
    if (to === 'DESTROYED') {
      version.payload = null;
      version.destroyedAt = Date.now();
    }
    return versionMessage(state, secret, version);
  };
}

function checkedPayload(payload: Request['payload']): Buffer {
  if (!payload || payload.data.length === 0) throw invalid('Secret Payload cannot be empty.');
  const { data, dataCrc32c } = payload;
  if (data.length > LARGEST_PAYLOAD) {
    throw invalid(`The secret payload is ${data.length} bytes, the limit is ${LARGEST_PAYLOAD}.`);
  }
  if (dataCrc32c !== undefined && dataCrc32c !== String(crc32c(data))) {
    throw invalid('The checksum of the payload does not match its data.');
  }
  return data;
}

function versionName(state: State, { id }: StoredSecret, { number }: StoredVersion): string {
  return `${secretName(state, id)}/versions/${number}`;
}

function inState(state: State, secret: StoredSecret, version: StoredVersion): Error {
  const name = versionName(state, secret, version);
  return failedPrecondition(`Secret Version [${name}] is in ${version.state} state.`);
}

function versionMessage(state: State, secret: StoredSecret, version: StoredVersion): object {
  return {
    name: versionName(state, secret, version),
    createTime: timestamp(version.createdAt),
    destroyTime: version.destroyedAt === null ? null : timestamp(version.destroyedAt),
    state: version.state,
    etag: version.etag,
    clientSpecifiedPayloadChecksum: version.checksumGiven,
    replicationStatus: { automatic: {} },
  };
}
