import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../build/product.ts';
import { type Element, parseXml } from './xml.ts';

const SOURCE = join(ROOT, 'salesforce/calls/main/default');

/** A file of salesforce/calls, by its path below `main/default`. */
export const readSource = (path: string): string => readFileSync(join(SOURCE, path), 'utf8');

export const parseSource = (path: string): Element => parseXml(readSource(path));

/** The names of the components of a kind, such as `flows` with the suffix `.flow-meta.xml`. */
export const namesIn = (directory: string, suffix: string): readonly string[] =>
  readdirSync(join(SOURCE, directory))
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.replace(suffix, ''))
    .toSorted();

export const apexSource = (name: string): string => readSource(`classes/${name}.cls`);

export const externalCredential = (): Element =>
  parseSource('externalCredentials/GmailConnector.externalCredential-meta.xml');

export const namedCredential = (): Element =>
  parseSource('namedCredentials/Gmail_Connector.namedCredential-meta.xml');
