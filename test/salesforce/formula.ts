import { createHmac } from 'node:crypto';

type Value = string | Buffer;
type Functions = Readonly<Record<string, (...values: readonly Value[]) => Value>>;

/** The functions of Salesforce Help, "Use Named Credential Formula Functions in Custom Headers". */
const FUNCTIONS: Functions = {
  BLOB: (text = '') => Buffer.from(text.toString()),
  HEX: (blob = '') => requireBlob(blob).toString('hex'),
  HMAC: (algorithm, value = '', key = '') => {
    if (algorithm !== 'SHA-256') throw new Error(`there is no algorithm ${algorithm}`);
    return createHmac('sha256', requireBlob(key)).update(requireBlob(value)).digest();
  },
};

function requireBlob(value: Value): Buffer {
  if (typeof value === 'string') throw new Error('a text is no BLOB');
  return value;
}

/**
 * Evaluates the value of a custom header as Salesforce documents it.
 *
 * @param credential what `$Credential.GmailConnector` has: the body as bytes, and the parameters of the principal
 */
export function evaluated(formula: string, credential: Readonly<Record<string, Value>>): string {
  const [, expression] = /^\{!(.*)\}$/.exec(formula) ?? [];
  if (expression === undefined) return formula;
  const tokens = expression.match(/'[^']*'|[$\w.]+|[(),]/g) ?? [];
  const next = (): Value => {
    const token = tokens.shift() ?? '';
    if (token.startsWith("'")) return token.slice(1, -1);
    if (tokens[0] !== '(')
      return credential[token.replace('$Credential.GmailConnector.', '')] ?? '';
    const values: Value[] = [];
    while (tokens.shift() !== ')') values.push(next());
    const call = FUNCTIONS[token];
    if (!call) throw new Error(`there is no function ${token}`);
    return call(...values);
  };
  return next().toString();
}
