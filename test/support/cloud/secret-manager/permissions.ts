import { status } from '@grpc/grpc-js';
import { Refusal } from '../faults.ts';
import type { Request } from './request.ts';

/** @see https://cloud.google.com/secret-manager/docs/access-control */
const PERMISSIONS = {
  CreateSecret: 'secrets.create',
  GetSecret: 'secrets.get',
  ListSecrets: 'secrets.list',
  UpdateSecret: 'secrets.update',
  DeleteSecret: 'secrets.delete',
  AddSecretVersion: 'versions.add',
  GetSecretVersion: 'versions.get',
  AccessSecretVersion: 'versions.access',
  ListSecretVersions: 'versions.list',
  EnableSecretVersion: 'versions.enable',
  DisableSecretVersion: 'versions.disable',
  DestroySecretVersion: 'versions.destroy',
} as const;

export type Method = keyof typeof PERMISSIONS;

/** In production's words, which are the same for a forbidden and a missing resource. */
export function permissionDenied(method: Method, { name, parent, secret }: Request): Refusal {
  const permission = `secretmanager.${PERMISSIONS[method]}`;
  const resource = name || parent || secret?.name;
  return new Refusal(
    status.PERMISSION_DENIED,
    `Permission '${permission}' denied for resource '${resource}' (or it may not exist).`,
  );
}

/** A project that is over its quota for this minute. */
export function quotaExceeded(projectNumber: string): Refusal {
  const what = "quota metric 'Access requests' and limit 'Access requests per minute'";
  const where = `service 'secretmanager.googleapis.com' for consumer 'project_number:${projectNumber}'`;
  return new Refusal(status.RESOURCE_EXHAUSTED, `Quota exceeded for ${what} of ${where}.`);
}
