import { readerOf } from '../../reader.ts';
import { type Answer, redirect } from '../http/answer.ts';
import { type Exchange, formOf } from '../http/exchange.ts';
import type { Org } from '../org.ts';
import { checkDefinition } from '../outbound/definition.ts';
import { outboundPage } from './outbound-page.ts';

/** `POST /outbound`: saves what is set up, or tries a message again. */
export function submitOutbound(org: Org, exchange: Exchange): Answer | Promise<Answer> {
  const form = formOf(exchange);
  if (form.get('do') === 'retry') org.deliveries.retry(form.get('message') ?? '');
  else {
    const fields = (form.get('fields') ?? '').split(/[\s,]+/).filter((name) => name !== '');
    const entered = { endpoint: form.get('endpoint') ?? '', fields };
    const checked = checkDefinition(entered);
    if ('problem' in checked) {
      return outboundPage(org, readerOf(exchange.request), { entered, problem: checked.problem });
    }
    org.settings.useOutbound(checked.definition);
  }
  return redirect(`${org.basePath}/outbound`);
}
