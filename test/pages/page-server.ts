import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLanguage } from '../../shared/language.ts';
import { actionsFragment, assets, type Frame, liveList } from '../../shared/pages/index.ts';
import { ENDED, GROUPS, MANY, TEN_THOUSAND } from './sample-fleet.ts';
import { FRAME, HEALTHY } from './sample-views.ts';
import { listView, STATES } from './states.ts';

/** As strict as the product's own policy. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

type Answer = { readonly status: number; readonly contentType: string; readonly body: string };

/** A step of an addition that changes nothing, so that its page stays as it is. */
const NO_PROGRESS: Answer = { status: 204, contentType: 'text/plain', body: '' };

/** What an open list fetches: its parts as they are after the run, and the actions of a mailbox. */
const fragments = (frame: Frame): Readonly<Record<string, string>> => ({
  live: liveList(
    frame,
    listView({
      ...{ runs: ENDED, counts: TEN_THOUSAND, attention: GROUPS },
      ...{ mailboxes: MANY.slice(0, 16), next: 'm16', total: 10_000 },
    }),
  ),
  actions: actionsFragment(frame, HEALTHY.connection),
});

/** Serves GET /<state>?language=ja, the assets, and the parts that a list fetches. */
function answer({ pathname, searchParams }: URL): Answer {
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  const asset = assets.get(name);
  if (asset) return { status: 200, ...asset };
  if (pathname.endsWith('/continue')) return NO_PROGRESS;
  const wanted = searchParams.get('language') ?? 'en';
  const frame = { ...FRAME, language: isLanguage(wanted) ? wanted : 'en' };
  const body = fragments(frame)[name] ?? STATES[name]?.(frame);
  return {
    status: body ? 200 : 404,
    contentType: 'text/html; charset=utf-8',
    body: body ?? 'There is no such state',
  };
}

/** A small server for one test file. It serves every state and the assets, and counts requests by path. */
export async function startPageServer() {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const { status, contentType, body } = answer(new URL(request.url ?? '/', 'http://localhost'));
    response.writeHead(status, {
      'content-type': contentType,
      'content-security-policy': POLICY,
    });
    response.end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
