import { z } from 'zod';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody } from '../http/exchange.ts';
import type { Org } from '../org.ts';
import { checkDefinition } from './definition.ts';

/** `GET /emulator/outbound`: what is set up, and every message with its attempts, the newest first. */
export function showOutbound({ outbound, settings }: Org): Answer {
  return json(200, { definition: settings.outbound(), messages: outbound.list() });
}

const definitionSchema = z.object({ endpoint: z.string(), fields: z.array(z.string()) });

/** `PUT /emulator/outbound`: `{"endpoint": URL, "fields": [NAME, …]}`. */
export function defineOutbound(org: Org, exchange: Exchange): Answer {
  const given = definitionSchema.safeParse(jsonBody(exchange)).data;
  const checked = given && checkDefinition(given);
  if (!checked) return json(400, { error: 'endpoint and fields are required' });
  if ('problem' in checked) return json(400, { error: checked.problem.en });
  org.settings.useOutbound(checked.definition);
  return json(200, checked.definition);
}

const casesSchema = z.object({ cases: z.array(z.string()).min(1) });

/** `POST /emulator/outbound`: `{"cases": [ID, …]}` queues a notification about each. */
export function sendOutbound(org: Org, exchange: Exchange): Answer {
  const cases = casesSchema.safeParse(jsonBody(exchange)).data?.cases;
  const isQueued = cases !== undefined && org.deliveries.send(cases);
  return isQueued
    ? json(202, {})
    : json(400, { error: 'cases is required, and a definition before it' });
}
