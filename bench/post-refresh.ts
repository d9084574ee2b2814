import { CLIENT, REFRESH_TOKEN } from './library.ts';

/** The token call alone (RFC 6749 §6): the body that the library sends, by plain fetch. */
export async function postRefresh(url: string): Promise<unknown> {
  const body = new URLSearchParams({
    refresh_token: REFRESH_TOKEN,
    client_id: CLIENT.clientId,
    client_secret: CLIENT.clientSecret ?? '',
    grant_type: 'refresh_token',
  });
  const response = await fetch(url, { method: 'POST', body });
  return response.json();
}
