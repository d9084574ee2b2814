import { type Method, permissionDenied, quotaExceeded } from './permissions.ts';
import type { Request } from './request.ts';
import type { State } from './state.ts';

/** One project with the switches of a test. */
export type Project = {
  state: State;
  readonly denied: Set<Method>;
  isExhausted: boolean;
  hidesMissing: boolean;
};

/** Conditions that last until `heal`; faults are for single calls. */
export type Switches = {
  /** These methods are forbidden. */
  deny(...methods: Method[]): void;
  /**
   * A call on a secret that does not exist is forbidden, as for a caller whose role names secrets by their
   * beginning: IAM answers before Secret Manager does.
   */
  hideMissing(): void;
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
    hideMissing: () => {
      project.hidesMissing = true;
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
      project.hidesMissing = false;
      Object.assign(project.state, { latestLag: 0, corruptions: 0 });
    },
  };
}

/** Checked before the request is read, as in production. */
export function obeySwitches(project: Project, method: Method, request: Request): void {
  if (project.isExhausted) throw quotaExceeded(project.state.projectNumber);
  if (project.denied.has(method)) throw permissionDenied(method, request);
  if (project.hidesMissing && isMissing(project.state, request)) {
    throw permissionDenied(method, request);
  }
}

/** Whether the request names a secret, or a version of one, that does not exist. */
function isMissing({ secrets }: State, { name, parent }: Request): boolean {
  const id = /\/secrets\/([^/]+)/.exec(name || parent)?.[1];
  return id !== undefined && !secrets.some((secret) => secret.id === id);
}
