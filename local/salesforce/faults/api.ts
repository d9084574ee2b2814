import { z } from 'zod';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody } from '../http/exchange.ts';
import { objectNamed } from '../objects/index.ts';
import type { Org } from '../org.ts';
import { seedRecord } from '../seed.ts';
import { DEPLOYMENTS } from '../state/settings.ts';

const lastSegment = ({ path }: Exchange): string => path.split('/').at(-1) ?? '';

/** `GET /emulator/faults`: lists the switches that are on. */
export function listFaults({ faults }: Org): Answer {
  return json(200, faults.list());
}

/** `DELETE /emulator/faults`: switches everything off. */
export function clearFaults({ faults }: Org): Answer {
  faults.clear();
  return json(200, {});
}

/** `PUT` and `DELETE /emulator/faults/{fault}`: switches one on, with parameters in the body, or off. */
export function switchFault({ faults }: Org, exchange: Exchange): Answer {
  const fault = lastSegment(exchange);
  if (exchange.method === 'DELETE') faults.switchOff(fault);
  else if (!faults.switchOn(fault, jsonBody(exchange))) {
    return json(400, { error: `There is no fault ${fault} with these parameters` });
  }
  return json(200, {});
}

/** `PUT /emulator/deployment`: `{"deployment": "nothing" | "fields" | "everything"}`. */
export function deploy({ settings }: Org, exchange: Exchange): Answer {
  const body = z.object({ deployment: z.enum(DEPLOYMENTS) }).safeParse(jsonBody(exchange)).data;
  if (!body) return json(400, { error: `deployment is one of ${DEPLOYMENTS.join(', ')}` });
  settings.deploy(body.deployment);
  return json(200, body);
}

/** `GET /emulator/rows/{object}`: every record with all its fields. */
export function listRows({ records }: Org, exchange: Exchange): Answer {
  const object = lastSegment(exchange);
  return objectNamed(object)
    ? json(200, records.list(object))
    : json(404, { error: `There is no object ${object}` });
}

const valuesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** `POST /emulator/rows/{object}`: stores a record without the checks of the API. */
export function storeRow(org: Org, exchange: Exchange): Answer {
  const values = valuesSchema.safeParse(jsonBody(exchange)).data;
  if (!values) return json(400, { error: 'The body must be an object of field values' });
  try {
    return json(201, seedRecord(org, lastSegment(exchange), values));
  } catch (thrown) {
    if (thrown instanceof RangeError) return json(400, { error: thrown.message });
    throw thrown;
  }
}
