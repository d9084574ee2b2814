import { AppError } from '../../errors.ts';

/** `example.my.salesforce.com`, `example--dev.sandbox.my.salesforce.com`, and those of Government Cloud. */
const MY_DOMAIN = /^([a-z0-9][a-z0-9-]*)((?:\.[a-z0-9][a-z0-9-]*)?)\.my\.salesforce\.(com|mil)$/;

/** `example.lightning.force.com`, where an admin's browser shows the org. */
const LIGHTNING =
  /^([a-z0-9][a-z0-9-]*)((?:\.[a-z0-9][a-z0-9-]*)?)\.lightning\.(force\.com|crmforce\.mil)$/;

/** `example.my.salesforce-setup.com`, where an admin's browser shows Setup. */
const SETUP = /^([a-z0-9][a-z0-9-]*)((?:\.[a-z0-9][a-z0-9-]*)?)\.my\.salesforce-setup\.(com|mil)$/;

/**
 * The My Domain URL of an org, without a trailing slash, in what a person pasted: with or without `https://`, with the
 * path of a page, or the address that the browser shows in Lightning or in Setup. The login hosts that all orgs
 * share (`login.`, `test.salesforce.com`) are refused, since Salesforce logs no server in there.
 *
 * @param emulatorUrl the emulated org's URL, which is accepted as it is; null: there is none
 * @throws AppError `my_domain_malformed`
 */
export function parseMyDomain(text: string, emulatorUrl: string | null): string {
  const given = text.trim().replace(/\/+$/, '');
  if (emulatorUrl !== null && given === emulatorUrl.replace(/\/+$/, '')) return given;
  const url = urlIn(/^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`);
  const host = url?.protocol === 'https:' && !isUnusual(url) ? myDomainOf(url.hostname) : null;
  if (host === null) throw new AppError('my_domain_malformed');
  return `https://${host}`;
}

/** With a port or a password it is nothing that Salesforce shows. */
const isUnusual = ({ port, username, password }: URL): boolean =>
  port !== '' || username !== '' || password !== '';

function myDomainOf(host: string): string | null {
  if (MY_DOMAIN.test(host)) return host;
  const [, name, partition, end] = LIGHTNING.exec(host) ?? SETUP.exec(host) ?? [];
  if (name === undefined) return null;
  return `${name}${partition ?? ''}.my.salesforce.${end?.endsWith('mil') ? 'mil' : 'com'}`;
}

/**
 * May a token be sent to this instance URL, which the org's login named? Only to the My Domain itself or, where an
 * org answers so, to another host of Salesforce's with the same domain end.
 */
export function isInstanceOf(instanceUrl: string, myDomain: string): boolean {
  const given = instanceUrl.replace(/\/+$/, '');
  if (given === myDomain) return true;
  const [url, own] = [urlIn(given), urlIn(myDomain)];
  if (!url || !own || !MY_DOMAIN.test(own.hostname)) return false;
  if (url.protocol !== 'https:' || isUnusual(url) || url.pathname !== '/') return false;
  return url.hostname.endsWith(
    own.hostname.endsWith('.mil') ? '.salesforce.mil' : '.salesforce.com',
  );
}

function urlIn(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
