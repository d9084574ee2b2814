import { createHash } from 'node:crypto';
import type { Google } from '../google.ts';
import { defaultParameters, type FaultParameters } from './parameters.ts';

/** Looks up the parameters of a fault; undefined if it is off for this request. */
export type RequestFaults = (fault: string) => FaultParameters | undefined;

/** A request: its endpoint, the account of its token, and its number among that account's requests there. */
export type FaultScope = {
  endpoint: 'token' | 'gmail';
  address: string | undefined;
  number: number;
};

/**
 * The faults that are on for one request: those that are switched on, and those that `flapping` and
 * `unreliable` simulate.
 */
export function requestFaults(google: Pick<Google, 'faults'>, scope: FaultScope): RequestFaults {
  const find: RequestFaults = (fault) => {
    const parameters = google.faults.find(fault, scope.address);
    const place = parameters?.['endpoint'] ?? 'both';
    return place === 'both' || place === scope.endpoint ? parameters : undefined;
  };
  const simulated = new Set<unknown>();
  const flapping = find('flapping');
  if (flapping && scope.number % Number(flapping['every']) === 0) simulated.add(flapping['as']);
  const unreliable = find('unreliable');
  if (unreliable && draw(scope) < Number(unreliable['percent'])) simulated.add(unreliable['as']);
  return (fault) => find(fault) ?? (simulated.has(fault) ? defaultParameters(fault) : undefined);
}

/** A pseudo-random number from 0 to below 100 that is the same in every run. */
function draw({ endpoint, address, number }: FaultScope): number {
  const digest = createHash('sha256').update(`${endpoint} ${address} ${number}`).digest();
  return (digest.readUInt32BE() / 2 ** 32) * 100;
}
