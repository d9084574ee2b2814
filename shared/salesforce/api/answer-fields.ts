import { fieldIn } from '../../network/json.ts';

/** The property as a text; null: it is none, or empty. */
export function textIn(holder: unknown, name: string): string | null {
  const value = fieldIn(holder, name);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The property as a list; empty: it is none. */
export function listIn(holder: unknown, name: string): readonly unknown[] {
  const value = fieldIn(holder, name);
  return Array.isArray(value) ? value : [];
}
