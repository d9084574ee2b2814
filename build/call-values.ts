import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { isCallerId } from '../shared/salesforce/webhook/callers/stored-caller.ts';
import { isAddress } from '../shared/tokens/index.ts';

/** Where Salesforce asks, as which caller, and for which mailbox. What is left out stays a placeholder. */
export type CallValues = Readonly<Partial<Record<'url' | 'caller' | 'mailbox', string>>>;

type ValueName = keyof CallValues;

type ValueEntry = {
  /** What stands in salesforce/calls in its place. */
  readonly placeholder: string;
  readonly isValid: (value: string) => boolean;
  /** What it must be. */
  readonly problem: string;
  /** Where an admin enters it instead. */
  readonly place: string;
};

export const CALL_VALUES: Readonly<Record<ValueName, ValueEntry>> = {
  url: {
    placeholder: 'https://connector.invalid/salesforce-webhook',
    isValid: (value) =>
      URL.canParse(value) && /^https:\/\/[^?#@]+\/salesforce-webhook$/.test(value),
    problem: 'must be https and end in /salesforce-webhook, as the caller’s page shows it',
    place: 'Setup > Named Credentials > Gmail Connector: the URL',
  },
  caller: {
    placeholder: 'CALLER-ID',
    isValid: isCallerId,
    problem: 'must be the 12 characters of X-Connector-Caller on the caller’s page',
    place:
      'Setup > Named Credentials > External Credentials > Gmail Connector > Custom Headers: X-Connector-Caller',
  },
  mailbox: {
    placeholder: 'MAILBOX',
    isValid: isAddress,
    problem: 'must be an address',
    place: 'Setup > Flows > Answer a Case through Gmail: the default value of the variable Mailbox',
  },
};

const NAMES = Object.keys(CALL_VALUES) as readonly ValueName[];

/** What is wrong with the values, in words; empty: nothing. */
export const problemsIn = (values: CallValues): readonly string[] =>
  NAMES.flatMap((name) => {
    const { isValid, problem } = CALL_VALUES[name];
    const value = values[name];
    return value === undefined || isValid(value) ? [] : [`--${name} ${problem}`];
  });

/** The values that are left out. */
export const missingIn = (values: CallValues): readonly ValueName[] =>
  NAMES.filter((name) => values[name] === undefined);

/** Puts the values into a zip of metadata, each in the place of its placeholder. */
export function withCallValues(zip: Buffer, values: CallValues): Uint8Array {
  const files = Object.entries(unzipSync(new Uint8Array(zip)));
  const filled = files.map(([path, content]) => [path, strToU8(fill(strFromU8(content), values))]);
  return zipSync(Object.fromEntries(filled));
}

/** A placeholder is the whole of an element. */
const fill = (text: string, values: CallValues): string =>
  NAMES.reduce((filled, name) => {
    const value = values[name];
    if (value === undefined) return filled;
    return filled.replaceAll(`>${CALL_VALUES[name].placeholder}<`, () => `>${escaped(value)}<`);
  }, text);

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
