export { parseForm, parseJson, validated } from './body.ts';
export type { Incoming } from './incoming.ts';
export { jsonRefusal, refusalHeaders } from './json-refusal.ts';
export { accepted, asset, json, page, type Reply, redirect, withCookies, xml } from './reply.ts';
export { parseStrictJson } from './strict-json.ts';
