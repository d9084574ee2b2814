/** The value of a JSON text; undefined for what is no JSON, such as a proxy's page: no field is found in that. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A property of a value from outside, whatever that is; undefined where there is none. */
export const fieldIn = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
