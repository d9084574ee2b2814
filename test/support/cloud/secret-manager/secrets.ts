import { status } from '@grpc/grpc-js';
import { Refusal } from '../faults.ts';
import { parseFilter } from './filter.ts';
import { checkProject, findSecret, secretName } from './names.ts';
import { cutPage } from './paging.ts';
import { checkEtag, invalid, type Request } from './request.ts';
import { newEtag, type State, type StoredSecret, timestamp } from './state.ts';

const MUTABLE = ['labels', 'annotations'] as const;

/** The calls about a secret as a whole. */
export const secretCalls = {
  CreateSecret: (state: State, { parent, secretId, secret }: Request) => {
    checkProject(state, parent);
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(secretId)) throw invalid(`Invalid secret id [${secretId}].`);
    const replication = secret?.replication;
    if (!secret || (!replication?.automatic && !replication?.userManaged)) {
      throw invalid('Secret.replication must be provided.');
    }
    if (state.secrets.some(({ id }) => id === secretId)) {
      const name = secretName(state, secretId);
      throw new Refusal(status.ALREADY_EXISTS, `Secret [${name}] already exists.`);
    }
    const { labels, annotations } = secret;
    const created = { id: secretId, createdAt: Date.now(), etag: newEtag(), versions: [] };
    const stored = { ...created, replication, labels, annotations };
    state.secrets.push(stored);
    return secretMessage(state, stored);
  },

  GetSecret: (state: State, { name }: Request) => secretMessage(state, findSecret(state, name)),

  ListSecrets: (state: State, request: Request) => {
    checkProject(state, request.parent);
    const matches = parseFilter(request.filter);
    const found = state.secrets.filter((secret) => matches(filterable(secret))).toReversed();
    const { items, ...page } = cutPage(found, ({ id }) => id, request);
    return { ...page, secrets: items.map((secret) => secretMessage(state, secret)) };
  },

  UpdateSecret: (state: State, { secret: wanted, updateMask }: Request) => {
    const secret = findSecret(state, wanted?.name ?? '');
    const fields = MUTABLE.filter((field) => updateMask?.paths.includes(field));
    if (!wanted || fields.length === 0 || fields.length !== updateMask?.paths.length) {
      throw invalid(`Invalid update mask [${updateMask?.paths}].`);
    }
    checkEtag(wanted.etag, secret.etag);
    for (const field of fields) secret[field] = wanted[field];
    secret.etag = newEtag();
    return secretMessage(state, secret);
  },

  DeleteSecret: (state: State, { name, etag }: Request) => {
    const secret = findSecret(state, name);
    checkEtag(etag, secret.etag);
    state.secrets = state.secrets.filter((one) => one !== secret);
    return {};
  },
};

function secretMessage(state: State, secret: StoredSecret): object {
  const { id, createdAt, replication, labels, annotations, etag } = secret;
  const name = secretName(state, id);
  return { name, createTime: timestamp(createdAt), replication, labels, annotations, etag };
}

function filterable({ id, labels }: StoredSecret): Record<string, string> {
  const named = Object.entries(labels).map(([key, value]) => [`labels.${key}`, value]);
  return { name: id, ...Object.fromEntries(named) };
}
