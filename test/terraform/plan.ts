import { execFile } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { describeWith } from '../support/describe-with.ts';
import { findOnPath } from '../support/executable.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, 'terraform');
const MEGABYTES = 64 * 1024 * 1024;

/** The command in `TERRAFORM` with its arguments, or the program terraform. */
const [PROGRAM = '', ...ARGUMENTS] = (process.env['TERRAFORM'] || 'terraform').trim().split(/\s+/);
const run = promisify(execFile);

/** The secrets of the tests, which are searched in everything that a plan stores. */
export const SECRETS = {
  oauth_client_secret: 'a-client-secret-that-is-looked-for',
  webhook_secrets: 'a-webhook-secret-that-is-looked-for',
  salesforce_client_secret: 'an-org-secret-that-is-looked-for',
  notify_secrets: `whsec_${btoa('a-notify-secret-that-is-looked-for')}`,
};

const VARIABLES = {
  project_id: 'example-project',
  bundles: './tests/fixtures',
  google_client_id: 'client.apps.googleusercontent.com',
  setup_admins: ['admin@example.com'],
};

/** A resource of a plan, as `terraform show -json` has it. */
export type Planned = {
  readonly type: string;
  readonly index?: string;
  // biome-ignore lint/suspicious/noExplicitAny: each type of resource has a shape of its own
  readonly values: Readonly<Record<string, any>>;
};

export type Plan = {
  readonly resources: readonly Planned[];
  readonly outputs: Readonly<Record<string, { readonly value?: unknown }>>;
  /** What a resource names under `depends_on`, by its address without a key. */
  dependencies(address: string): readonly string[];
  /** All that a plan stores: its JSON, and the files in the plan file. */
  readonly written: readonly string[];
};

/** A suite that needs Terraform, at least to format. */
export function describeWithTerraform(name: string, suite: () => void): void {
  const missing = findOnPath([PROGRAM]) || PROGRAM.includes('/') ? null : 'no terraform found';
  describeWith(missing, name, suite);
}

/**
 * A suite that plans. A plan asks Google for the project's number, which no test may do, so the suite needs
 * a command in TERRAFORM whose provider answers on this machine, with every value known.
 */
export function describeWithPlans(name: string, suite: () => void): void {
  const missing = process.env['TERRAFORM']
    ? null
    : 'planning asks Google; TERRAFORM may name a command that does not (CONTRIBUTING.md)';
  describeWith(missing, name, suite);
}

export async function terraform(directory: string, ...command: readonly string[]): Promise<string> {
  const args = [...ARGUMENTS, `-chdir=${directory}`, ...command];
  const { stdout } = await run(PROGRAM, args, { maxBuffer: MEGABYTES });
  return stdout;
}

/** A copy of the configuration without state at Google. */
export async function copyOfConfiguration(directory: string): Promise<string> {
  const copy = join(directory, 'terraform');
  const unwanted = /\/(\.terraform.*|backend\.tf|[^/]*\.(tfstate|tfvars)[^/]*)$/;
  cpSync(FOLDER, copy, { recursive: true, filter: (path) => !unwanted.test(path) });
  await terraform(copy, 'init', '-input=false');
  return copy;
}

/** Plans an empty project with these variables and the required ones. */
export async function planOf(copy: string, variables: Record<string, unknown> = {}): Promise<Plan> {
  const file = 'plan';
  const given = Object.entries({ ...VARIABLES, ...SECRETS, ...variables }).map(
    ([name, value]) => `-var=${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  await terraform(copy, 'plan', '-input=false', `-out=${file}`, ...given);
  const json = await terraform(copy, 'show', '-json', file);
  const files = Object.values(unzipSync(readFileSync(join(copy, file))));
  const { planned_values, configuration } = JSON.parse(json);
  return {
    resources: planned_values.root_module.resources.filter(
      ({ mode }: { mode: string }) => mode === 'managed',
    ),
    outputs: planned_values.outputs,
    dependencies: (address) =>
      configuration.root_module.resources.find(
        (resource: { address: string }) => resource.address === address,
      )?.depends_on ?? [],
    written: [json, ...files.map((bytes) => Buffer.from(bytes).toString('latin1'))],
  };
}

export const ofType = (plan: Plan, type: string): readonly Planned[] =>
  plan.resources.filter((resource) => resource.type === type);

/** The resources of the planned functions, by their Terraform keys. */
export const functionsOf = (plan: Plan): ReadonlyMap<string, Planned['values']> =>
  new Map(
    ofType(plan, 'google_cloudfunctions2_function').map(({ index = '', values }) => [
      index,
      values,
    ]),
  );
