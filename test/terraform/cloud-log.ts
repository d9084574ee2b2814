// The local server, with its log as Cloud Logging gets it: one JSON object a line.
import { startLocalServer } from '../../local/server.ts';

await startLocalServer();
