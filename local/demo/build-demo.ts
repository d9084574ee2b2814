import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Config, parseConfig } from '../../shared/config/index.ts';
import { AppError } from '../../shared/errors.ts';
import { lockData } from '../data-lock.ts';
import { fillFleet } from './fleet.ts';
import { playMail } from './mail.ts';
import { openWorld } from './world.ts';

/** What a demo was made of. Another one is made when it differs, or when it has become old. */
const madeSchema = z.object({
  version: z.number(),
  mailboxes: z.number(),
  baseUrl: z.string(),
  madeAt: z.coerce.date(),
});

/** Rises with every change of what a demo has. */
const VERSION = 2;
/** Older than this, “today” is no longer in it. */
const LIFE_MS = 20 * 60 * 60 * 1000;

export type DemoOptions = {
  readonly directory: string;
  readonly port: number;
  readonly mailboxes: number;
};

/** The configuration of a demo. Nothing of the environment is taken over: it might name the real Google. */
export const demoConfig = ({ directory, port }: DemoOptions): Config =>
  parseConfig({ DATA_DIR: directory, PORT: String(port), LOG_LEVEL: 'warning' });

/**
 * Makes the data of a demo, if there are none that fit. They are made beside their place and moved to it when they are
 * complete, so that an interrupted demo leaves none.
 *
 * @returns how long it took in milliseconds; null: they were there
 * @throws AppError `port_in_use`: organizations know the connector by its port; `data_in_use`; `data_directory_unusable`: it has files
 *   of somebody else's
 */
export async function buildDemo(options: DemoOptions): Promise<number | null> {
  const { baseUrl } = demoConfig(options);
  if (isFit(options, baseUrl)) return null;
  refuseForeign(options.directory);
  const startedAt = performance.now();
  const unfinished = `${options.directory}.unfinished`;
  for (const earlier of [options.directory, unfinished]) remove(earlier, baseUrl);
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const release = lockData(unfinished, baseUrl);
  const world = await openWorld(demoConfig({ ...options, directory: unfinished }));
  try {
    await fillFleet(world, options.mailboxes);
    await playMail(world, options.mailboxes < 1000 ? FEW_MAILS : MANY_MAILS);
  } finally {
    await world.close();
    release();
  }
  const made = { version: VERSION, mailboxes: options.mailboxes, baseUrl, madeAt: new Date() };
  writeFileSync(join(unfinished, MADE), JSON.stringify(made));
  renameSync(unfinished, options.directory);
  return performance.now() - startedAt;
}

/** @throws AppError `data_in_use`: a server runs on it, or another command prepares it */
function remove(directory: string, baseUrl: string): void {
  if (!existsSync(directory)) return;
  lockData(directory, baseUrl)();
  rmSync(directory, { recursive: true, force: true });
}

/** An earlier demo is replaced, and nothing else: the directory is an argument, and could be anybody's. */
function refuseForeign(directory: string): void {
  if (!existsSync(directory) || existsSync(join(directory, MADE))) return;
  if (readdirSync(directory).length === 0) return;
  const detail = { path: directory, reason: 'it has files, and is no demo' };
  throw new AppError('data_directory_unusable', { detail });
}

const MADE = 'demo.json';
/** Mails of a day: a small demo is for a quick look. */
const FEW_MAILS = 2;
const MANY_MAILS = 8;

function isFit({ directory, mailboxes }: DemoOptions, baseUrl: string): boolean {
  const path = join(directory, MADE);
  if (!existsSync(path)) return false;
  const made = madeSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  return (
    made !== undefined &&
    made.version === VERSION &&
    made.mailboxes === mailboxes &&
    made.baseUrl === baseUrl &&
    Date.now() - made.madeAt.getTime() < LIFE_MS
  );
}
