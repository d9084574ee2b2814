import { readerOf } from '../reader.ts';
import { clearFaults, deploy, listFaults, listRows, storeRow, switchFault } from './faults/api.ts';
import { type Answer, redirect } from './http/answer.ts';
import type { Exchange } from './http/exchange.ts';
import type { Org } from './org.ts';
import { defineOutbound, sendOutbound, showOutbound } from './outbound/api.ts';
import { actOnCase } from './pages/act-on-case.ts';
import { casePage } from './pages/case-page.ts';
import { casesPage } from './pages/cases-page.ts';
import { downloadFile } from './pages/download.ts';
import { stylesheet } from './pages/layout.ts';
import { openRecord } from './pages/open-record.ts';
import { outboundPage } from './pages/outbound-page.ts';
import { setupPage } from './pages/setup-page.ts';
import { submitOutbound } from './pages/submit-outbound.ts';
import { submitSetup } from './pages/submit-setup.ts';

export type Route = {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (org: Org, exchange: Exchange) => Answer | Promise<Answer>;
};

const on = (method: string, path: RegExp, answer: Route['answer']): Route => ({
  method,
  path,
  answer,
});

/** The pages of the org and the emulator's switches; its API is served by `rest/serve.ts`. */
export const ROUTES: readonly Route[] = [
  on('GET', /^\/$/, ({ basePath }) => redirect(`${basePath}/cases`)),
  on('GET', /^\/cases$/, (org, { request }) => casesPage(org, readerOf(request))),
  on('GET', /^\/cases\/\w{15,18}$/, (org, exchange) => casePage(org, exchange)),
  on('POST', /^\/cases\/\w{15,18}$/, actOnCase),
  on('GET', /^\/lightning\/r\/(Case|EmailMessage)\/\w{15,18}\/view$/, openRecord),
  on('GET', /^\/(500|02s)\w{12,15}$/, openRecord),
  on('GET', /^\/sfc\/servlet\.shepherd\/version\/download\/\w{15,18}$/, downloadFile),
  on('GET', /^\/setup$/, (org, { request }) => setupPage(org, readerOf(request))),
  on('POST', /^\/setup$/, submitSetup),
  on('GET', /^\/outbound$/, (org, { request }) => outboundPage(org, readerOf(request))),
  on('POST', /^\/outbound$/, submitOutbound),
  on('GET', /^\/emulator\.css$/, stylesheet),
  on('GET', /^\/emulator\/faults$/, listFaults),
  on('DELETE', /^\/emulator\/faults$/, clearFaults),
  on('PUT', /^\/emulator\/faults\/\w+$/, switchFault),
  on('DELETE', /^\/emulator\/faults\/\w+$/, switchFault),
  on('PUT', /^\/emulator\/deployment$/, deploy),
  on('GET', /^\/emulator\/outbound$/, showOutbound),
  on('PUT', /^\/emulator\/outbound$/, defineOutbound),
  on('POST', /^\/emulator\/outbound$/, sendOutbound),
  on('GET', /^\/emulator\/rows\/\w+$/, listRows),
  on('POST', /^\/emulator\/rows\/\w+$/, storeRow),
];
