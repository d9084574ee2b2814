// Loaded into every process that a test starts. Node keeps what it compiled when a process ends by itself,
// but many tests kill theirs; so it is kept as soon as the process has probably started.
import { flushCompileCache } from 'node:module';

setTimeout(flushCompileCache, 1_500).unref();
