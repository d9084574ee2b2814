import { createHash } from 'node:crypto';
import type { Google } from '../google.ts';
import { defaultParameters, type FaultParameters } from './parameters.ts';

/** The parameters of a fault if it is on for the request at hand. */
export type RequestFaults = (fault: string) => FaultParameters | undefined;

/** Where a request arrived, whose token it carries, and the how manieth it is of that account there. */
export type FaultScope = {
  endpoint: 'token' | 'gmail';
  address: string | undefined;
  number: number;
};

/** The faults that are on for one request: those switched on, and what `flapping` and `unreliable` play. */
export function requestFaults(google: Pick<Google, 'faults'>, scope: FaultScope): RequestFaults {
  const find: RequestFaults = (fault) => {
    const parameters = google.faults.find(fault, scope.address);
    const place = parameters?.['endpoint'] ?? 'both';
    return place === 'both' || place === scope.endpoint ? parameters : undefined;
  };
  const played = new Set<unknown>();
  const flapping = find('flapping');
  if (flapping && scope.number % Number(flapping['every']) === 0) played.add(flapping['as']);
  const unreliable = find('unreliable');
  if (unreliable && lot(scope) < Number(unreliable['percent'])) played.add(unreliable['as']);
  return (fault) => find(fault) ?? (played.has(fault) ? defaultParameters(fault) : undefined);
}

/** A number below 100 that looks random, and is the same in every run. */
function lot({ endpoint, address, number }: FaultScope): number {
  const digest = createHash('sha256').update(`${endpoint} ${address} ${number}`).digest();
  return (digest.readUInt32BE() / 2 ** 32) * 100;
}
