import { readFileSync } from 'node:fs';
import type { Answer } from '../http/answer.ts';

const CSS = readFileSync(new URL('emulator.css', import.meta.url), 'utf8');

/** `GET /emulator.css`: the one stylesheet of all pages. */
export function stylesheet(): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' },
    body: CSS,
  };
}
