import { status } from '@grpc/grpc-js';
import { Refusal } from '../faults.ts';
import { invalid } from './request.ts';
import type { State, StoredSecret, StoredVersion } from './state.ts';

/** Requests may have the project's id or its number; answers always have the number. */
export function secretName({ projectNumber }: State, id: string): string {
  return `projects/${projectNumber}/secrets/${id}`;
}

/** Refuses a parent that is not this project. */
export function checkProject(state: State, parent: string): void {
  const project = /^projects\/([^/]+)$/.exec(parent)?.[1];
  if (project === undefined) throw invalid(`Malformed parent: [${parent}]`);
  if (project !== state.projectId && project !== state.projectNumber) {
    throw new Refusal(
      status.PERMISSION_DENIED,
      `Permission denied on resource project ${project} (or it may not exist).`,
    );
  }
}

/** The secret of `projects/P/secrets/S`. */
export function findSecret(state: State, name: string): StoredSecret {
  const [, parent, id] = /^(projects\/[^/]+)\/secrets\/([^/]+)$/.exec(name) ?? [];
  if (parent === undefined || id === undefined) throw invalid(`Malformed secret name: [${name}]`);
  checkProject(state, parent);
  const secret = state.secrets.find((one) => one.id === id);
  if (secret) return secret;
  throw notFound(`Secret [${secretName(state, id)}]`);
}

/** The version of `projects/P/secrets/S/versions/V`, V being a number or `latest`. */
export function findVersion(
  state: State,
  name: string,
): { secret: StoredSecret; version: StoredVersion } {
  const [, ofSecret, wanted] = /^(.+)\/versions\/(latest|\d+)$/.exec(name) ?? [];
  if (ofSecret === undefined || wanted === undefined) {
    throw invalid(`Malformed secret version name: [${name}]`);
  }
  const secret = findSecret(state, ofSecret);
  const version =
    wanted === 'latest'
      ? // Whatever its state: an older enabled one does not step in.
        secret.versions.at(-1 - Math.min(state.latestLag, secret.versions.length - 1))
      : secret.versions.find(({ number }) => String(number) === wanted);
  if (version) return { secret, version };
  throw notFound(`Secret Version [${secretName(state, secret.id)}/versions/${wanted}]`);
}

function notFound(what: string): Refusal {
  return new Refusal(status.NOT_FOUND, `${what} not found.`);
}
