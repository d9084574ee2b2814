import { type Method, permissionDenied, quotaExceeded } from './permissions.ts';
import type { Request } from './request.ts';
import type { State } from './state.ts';

/** One project with what a test has switched on in it. */
export type Project = {
  state: State;
  readonly denied: Set<Method>;
  isExhausted: boolean;
};

/** What goes wrong until `heal`, for as long as it takes; faults are for single calls. */
export type Switches = {
  /** These methods are forbidden. */
  deny(...methods: Method[]): void;
  /** Every call is over the quota. */
  exhaustQuota(): void;
  /** `latest` is this many versions behind. */
  lagLatest(versions: number): void;
  /** So many of the next payloads arrive with other bytes than their checksum is of. */
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

/** Before anything of the request is looked at, as production does. */
export function obeySwitches(project: Project, method: Method, request: Request): void {
  if (project.isExhausted) throw quotaExceeded(project.state.projectNumber);
  if (project.denied.has(method)) throw permissionDenied(method, request);
}
