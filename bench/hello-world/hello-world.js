import { http } from '@google-cloud/functions-framework';

/** The smallest possible function: its start-up time is the part that the product cannot improve. */
http('hello-world', (_request, response) => {
  response.end('hello');
});
