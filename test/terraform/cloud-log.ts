// The local server with its log as Cloud Logging receives it: one JSON object in each line.
import { startLocalServer } from '../../local/server.ts';

await startLocalServer();
