import { fieldIn } from '../../network/json.ts';
import { oddAnswer } from './calls.ts';

/** @throws AppError `google_unavailable`: the field is not a text, or empty */
export function textIn(holder: unknown, name: string): string {
  const value = fieldIn(holder, name);
  if (typeof value !== 'string' || value === '') throw oddAnswer();
  return value;
}

/**
 * Reads a number of 64 bits, which Google writes as a text (Protocol Buffers' JSON). It stays a text, because a
 * JavaScript number is not exact at that length.
 *
 * @throws AppError `google_unavailable`: the field is no decimal number
 */
export function decimalIn(holder: unknown, name: string): string {
  const value = fieldIn(holder, name);
  if (typeof value !== 'string' || !/^\d+$/.test(value)) throw oddAnswer();
  return value;
}

/** @throws AppError `google_unavailable`: the field is no moment in milliseconds since 1970 */
export function momentIn(holder: unknown, name: string): Date {
  const moment = new Date(Number(decimalIn(holder, name)));
  if (Number.isNaN(moment.getTime())) throw oddAnswer();
  return moment;
}

/** Google leaves out what is empty. */
export function optionalTextIn(holder: unknown, name: string): string | null {
  return fieldIn(holder, name) === undefined ? null : textIn(holder, name);
}

/**
 * Reads an array, which Google leaves out when it is empty.
 *
 * @throws AppError `google_unavailable`: the field is something else
 */
export function itemsIn(holder: unknown, name: string): readonly unknown[] {
  const value = fieldIn(holder, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw oddAnswer();
  return value;
}

/** The ids of labels. */
export function labelIdsIn(holder: unknown): readonly string[] {
  return itemsIn(holder, 'labelIds').map((id) => {
    if (typeof id !== 'string') throw oddAnswer();
    return id;
  });
}

/**
 * An answer that must be an object: an empty one is how Google writes that all fields are empty, and anything else was
 * not written by Gmail.
 */
export function objectIn(answer: unknown): object {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw oddAnswer();
  return answer;
}
