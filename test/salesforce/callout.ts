import { strFromU8, unzipSync } from 'fflate';
import { withCallValues } from '../../build/call-values.ts';
import { orgPackage } from '../../build/org-package.ts';
import { evaluated } from './formula.ts';
import { childrenOf, parseXml, textOf } from './xml.ts';

/** A deployed package with its secret: what Salesforce sends when Apex asks `callout:Gmail_Connector/v1/OPERATION`. */
export type Callout = (operation: string, body: string) => Promise<Response>;

export type CallerOfPackage = {
  readonly url: string;
  readonly caller: string;
  readonly secret: string;
};

/** Reads the address and the headers from the metadata of the package. */
export async function deployedCallout({ url, caller, secret }: CallerOfPackage): Promise<Callout> {
  const zip = withCallValues(await orgPackage('calls'), { url, caller });
  const files = unzipSync(zip);
  const parametersOf = (path: string, tag: string, type: string) =>
    childrenOf(parseXml(strFromU8(files[path] ?? new Uint8Array())), tag)
      .filter((each) => textOf(each, 'parameterType') === type)
      .map((each) => [textOf(each, 'parameterName'), textOf(each, 'parameterValue')] as const);
  const named = 'namedCredentials/Gmail_Connector.namedCredential';
  const external = 'externalCredentials/GmailConnector.externalCredential';
  const [[, base = ''] = []] = parametersOf(named, 'namedCredentialParameters', 'Url');
  const formulas = parametersOf(external, 'externalCredentialParameters', 'AuthHeader');
  return (operation, body) => {
    const credential = { Body: Buffer.from(body), Secret: secret };
    const headers = formulas.map(([name, formula]) => [name, evaluated(formula, credential)]);
    return fetch(`${base}/v1/${operation}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...Object.fromEntries(headers) },
    });
  };
}
