import { readerOf, type Words } from '../../reader.ts';
import { PROOFS } from '../calls/named-credential.ts';
import { findFault } from '../faults/parameters.ts';
import { type Answer, redirect } from '../http/answer.ts';
import { type Exchange, formOf } from '../http/exchange.ts';
import { readCertificate } from '../login/assertion.ts';
import type { Org } from '../org.ts';
import { DEPLOYMENTS } from '../state/settings.ts';
import { setupPage } from './setup-page.ts';

/** `POST /setup`: performs the button that was pressed on the page. */
export function submitSetup(org: Org, exchange: Exchange): Answer | Promise<Answer> {
  const form = formOf(exchange);
  const action = form.get('do') ?? '';
  const effect = Object.hasOwn(EFFECTS, action) ? EFFECTS[action] : undefined;
  const problem = effect ? effect(org, form) : NO_BUTTON;
  return problem
    ? setupPage(org, readerOf(exchange.request), problem)
    : redirect(`${org.basePath}/setup`);
}

/** Why it was not done; null: it was. */
type Effect = (org: Org, form: URLSearchParams) => Words | null;

const NO_BUTTON: Words = { en: 'There is no such button', ja: 'そのボタンはありません' };

const EFFECTS: Readonly<Record<string, Effect>> = {
  certificate: ({ settings }, form) => {
    const pem = form.get('certificate') ?? '';
    if (!readCertificate(pem)) {
      return {
        en: 'This is no RSA certificate in PEM',
        ja: 'PEM 形式の RSA 証明書ではありません',
      };
    }
    settings.useCertificate(pem);
    return null;
  },
  credential: ({ settings }, form) => {
    const entered = (name: string): string => form.get(name)?.trim() ?? '';
    const url = entered('url').replace(/\/+$/, '');
    const proof = PROOFS.find((one) => one === entered('proof'));
    const secret = entered('secret');
    if (!URL.canParse(url) || !proof || secret === '') {
      return {
        en: 'Enter the URL, the proof and the secret',
        ja: 'URL、認証方法、シークレットを入力してください',
      };
    }
    settings.useCredential({ url, proof, caller: entered('caller'), secret });
    return null;
  },
  deploy: ({ settings }, form) => {
    const deployment = DEPLOYMENTS.find((one) => one === form.get('deployment'));
    if (!deployment) {
      return {
        en: 'Choose what is deployed',
        ja: 'リリースする内容を選択してください',
      };
    }
    settings.deploy(deployment);
    return null;
  },
  revoke: ({ sessions }) => {
    sessions.revokeAll();
    return null;
  },
  clear: ({ faults }) => {
    faults.clear();
    return null;
  },
  off: ({ faults }, form) => {
    faults.switchOff(form.get('fault') ?? '');
    return null;
  },
  on: ({ faults }, form) => {
    const fault = form.get('fault') ?? '';
    const names = findFault(fault)?.parameters.map(({ name }) => name) ?? [];
    const submitted = Object.fromEntries(names.map((name) => [name, form.get(name) ?? '']));
    return faults.switchOn(fault, submitted)
      ? null
      : { en: `Check the values of ${fault}`, ja: `${fault} の値を確認してください` };
  },
};
