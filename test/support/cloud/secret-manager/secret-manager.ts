import { createFaults, type Faults } from '../faults.ts';
import { listen } from '../listen.ts';
import { type SecretInside, secretsInside } from './inside.ts';
import type { Method } from './permissions.ts';
import type { Request } from './request.ts';
import { secretCalls } from './secrets.ts';
import { emptyState, type State } from './state.ts';
import { obeySwitches, type Project, type Switches, switchesOf } from './switches.ts';
import { versionCalls } from './versions.ts';
import { secretManagerServer } from './wire.ts';

const CALLS = { ...secretCalls, ...versionCalls };

/** Secret Manager on loopback, for the real client. */
export type SecretManager = Faults &
  Switches & {
    readonly port: number;
    /** What is stored, oldest first. */
    secrets(): SecretInside[];
    /** The whole state as text, for another process. */
    dump(): string;
    restore(dump: string): void;
    stop(): Promise<void>;
  };

export type SecretManagerOptions = {
  readonly projectId: string;
  readonly port?: number;
  /** A dump to start with. */
  readonly state?: string;
  /** Called with a dump after each call that succeeded, before its answer. */
  readonly onChange?: (dump: string) => void;
};

/** Starts a Secret Manager, without secrets unless a state is given. */
export async function startSecretManager(options: SecretManagerOptions): Promise<SecretManager> {
  const state = emptyState(options.projectId);
  const project: Project = { state, denied: new Set(), isExhausted: false, hidesMissing: false };
  const dump = (): string => JSON.stringify(project.state);
  const restore = (text: string): void => {
    project.state = JSON.parse(text) as State;
  };
  if (options.state) restore(options.state);

  const faults = createFaults();
  const answer = async (method: Method, request: Request): Promise<object> => {
    const lost = await faults.enter(method);
    obeySwitches(project, method, request);
    const reply = CALLS[method](project.state, request);
    options.onChange?.(dump());
    if (lost) throw lost;
    return reply;
  };
  const server = secretManagerServer(Object.keys(CALLS) as Method[], answer);
  const switches = switchesOf(project);
  const heal = (): void => {
    faults.heal();
    switches.heal();
  };
  const inside = { secrets: () => secretsInside(project.state), dump, restore };
  return { ...faults, ...switches, ...inside, heal, ...(await listen(server, options.port)) };
}
