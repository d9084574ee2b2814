import { type Method, permissionDenied, quotaExceeded } from './permissions.ts';
import type { Request } from './request.ts';
import type { State } from './state.ts';

/** One project with the switches of a test. */
export type Project = {
  state: State;
  readonly denied: Set<Method>;
  isExhausted: boolean;
};

/** Conditions that last until `heal`; faults are for single calls. */
export type Switches = {
  /** These methods are forbidden. */
  deny(...methods: Method[]): void;
  /** Every call is over the quota. */
  exhaustQuota(): void;
  /** `latest` is this many versions behind. */
  lagLatest(versions: number): void;
  /** This many of the next payloads arrive with bytes that do not match their checksum. */
  corrupt(times: number): void;
  heal(): void;
};

export function switchesOf(project: Project): Switches {
  return {
    deny: (...methods) => {
      for (const method of methods) project.denied.add(method);
    },
    exhaustQuota: () => {
      project.isExhausted = true;
    },
    lagLatest: (versions) => {
      project.state.latestLag = versions;
    },
    corrupt: (times) => {
      project.state.corruptions = times;
    },
    heal: () => {
      project.denied.clear();
      project.isExhausted = false;
      Object.assign(project.state, { latestLag: 0, corruptions: 0 });
    },
  };
}

/** Checked before the request is read, as in production. */
export function obeySwitches(project: Project, method: Method, request: Request): void {
  if (project.isExhausted) throw quotaExceeded(project.state.projectNumber);
  if (project.denied.has(method)) throw permissionDenied(method, request);
}
