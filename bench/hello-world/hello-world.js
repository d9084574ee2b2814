import { http } from '@google-cloud/functions-framework';

/** The least that a function can be: what of a start-up is not ours to better. */
http('hello-world', (_request, response) => {
  response.end('hello');
});
