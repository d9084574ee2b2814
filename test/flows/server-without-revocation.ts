// The local server. While the file `revocation-fails` lies in its data directory, Google revokes nothing.
import { existsSync } from 'node:fs';
import { startLocalServer } from '../../local/server.ts';
import { AppError } from '../../shared/errors.ts';

const marker = `${process.env['DATA_DIR']}/revocation-fails`;

await startLocalServer({
  adaptPorts: (ports) => ({
    ...ports,
    oauth: {
      ...ports.oauth,
      authorizationUrl: (parameters) => ports.oauth.authorizationUrl(parameters),
      revoke: async (token) => {
        if (existsSync(marker)) throw new AppError('google_unavailable');
        await ports.oauth.revoke(token);
      },
    },
  }),
});
