import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ComponentSet, MetadataConverter } from '@salesforce/source-deploy-retrieve';
import { type CallValues, withCallValues } from './call-values.ts';
import { ROOT } from './product.ts';

/** What an admin deploys into the organization, as source. Each is complete without the other. */
const SOURCES = { mail: 'force-app', calls: 'calls' } as const;
/** The version that salesforce/sfdx-project.json names. */
const API_VERSION = '64.0';

/** `mail`: mail becomes cases. `calls`: Flow and Apex ask the connector. */
export type PackageName = keyof typeof SOURCES;

/**
 * Converts a package of the project to the form that Salesforce deploys (Metadata API Developer Guide, "deploy()"): one
 * zip with a package.xml, for admins who have no Salesforce CLI.
 */
export async function orgPackage(name: PackageName): Promise<Buffer> {
  const components = ComponentSet.fromSource(join(ROOT, 'salesforce', SOURCES[name]));
  components.sourceApiVersion = API_VERSION;
  const { zipBuffer } = await new MetadataConverter().convert(components, 'metadata', {
    type: 'zip',
  });
  if (!zipBuffer) throw new Error('the converter made no zip');
  return zipBuffer;
}

/**
 * Writes both zips, the second with the values of a connector.
 *
 * @returns their paths
 */
export async function writeOrgPackages(
  directory: string,
  values: CallValues,
): Promise<Readonly<Record<PackageName, string>>> {
  const mail = join(directory, 'salesforce.zip');
  const calls = join(directory, 'salesforce-calls.zip');
  const [mailZip, callsZip] = [await orgPackage('mail'), await orgPackage('calls')];
  mkdirSync(directory, { recursive: true });
  writeFileSync(mail, mailZip);
  writeFileSync(calls, withCallValues(callsZip, values));
  return { mail, calls };
}
