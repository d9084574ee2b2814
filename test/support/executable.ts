import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether this user may run the file. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Every path of the PATH where a program of one of these names may be, in the shell's order. */
export function placesOnPath(names: readonly string[]): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/** The first program on the PATH that has one of these names, or null. */
export const findOnPath = (names: readonly string[]): string | null =>
  placesOnPath(names).find(isExecutable) ?? null;
