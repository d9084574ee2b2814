import { html } from 'hono/html';
import type { Reader, Words } from '../../reader.ts';
import { PROOFS } from '../calls/named-credential.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import { readCertificate } from '../login/assertion.ts';
import { APP, INTEGRATION_USERNAME, type Org } from '../org.ts';
import { DEPLOYMENTS, type Deployment } from '../state/settings.ts';
import { layout } from './layout.ts';
import { switches } from './switches.ts';

/**
 * `GET /setup`: the External Client App, what is deployed, and every switch.
 *
 * @param problem why the submitted form was refused
 */
export function setupPage(org: Org, reader: Reader, problem?: Words): Promise<Answer> {
  const { say, read } = reader;
  const title = say('Setup', '設定');
  const content = html`
<h1>${title}</h1>
${problem ? html`<p class="problem" role="alert">${read(problem)}</p>` : ''}
<ul class="contents">${SECTIONS.map(
    ({ anchor, heading }) => html`<li><a href="#${anchor}">${read(heading)}</a></li>`,
  )}</ul>
${SECTIONS.map(
  ({ anchor, heading, draw }) => html`<h2 id="${anchor}">${read(heading)}</h2>
${draw(org, reader)}`,
)}`;
  return page(problem ? 400 : 200, layout(org, reader, { title, content }));
}

type Section = {
  readonly anchor: string;
  readonly heading: Words;
  readonly draw: (org: Org, reader: Reader) => Markup;
};

const SECTIONS: readonly Section[] = [
  {
    anchor: 'app',
    heading: { en: 'External Client App', ja: '外部クライアントアプリケーション' },
    draw: clientApp,
  },
  {
    anchor: 'named-credential',
    heading: { en: 'Named Credential of the connector', ja: 'コネクタの指定ログイン情報' },
    draw: credentialForm,
  },
  {
    anchor: 'project',
    heading: {
      en: 'This connector’s Salesforce project',
      ja: 'コネクタの Salesforce プロジェクト',
    },
    draw: deployForm,
  },
  { anchor: 'sessions', heading: { en: 'Sessions', ja: 'セッション' }, draw: sessionForm },
  { anchor: 'switches', heading: { en: 'Switches', ja: 'スイッチ' }, draw: switches },
];

const fact = (name: string, value: string): Markup =>
  html`<div><dt>${name}</dt><dd><code class="copy">${value}</code></dd></div>`;

function clientApp(org: Org, reader: Reader): Markup {
  const { say } = reader;
  return html`<dl class="facts">
${fact(say('My Domain', '私のドメイン'), org.baseUrl)}
${fact(say('Consumer key (client ID)', 'コンシューマー鍵(クライアント ID)'), APP.clientId)}
${fact(say('Consumer secret', 'コンシューマーの秘密'), APP.clientSecret)}
${fact(say('Run As user (username)', '実行ユーザー(ユーザー名)'), INTEGRATION_USERNAME)}
</dl>
${certificateForm(org, reader)}`;
}

const DEPLOYED: Record<Deployment, Words> = {
  nothing: { en: 'Nothing', ja: 'なし' },
  fields: { en: 'The key fields', ja: 'キー項目' },
  everything: {
    en: 'Fields, Apex classes and permission set',
    ja: '項目、Apex クラス、権限セット',
  },
};

function deployForm({ basePath, settings }: Org, { say, read }: Reader): Markup {
  const deployed = settings.deployment();
  return html`<form method="post" action="${basePath}/setup" class="actions">
<label>${say('Deployed', 'リリース済み')} <select name="deployment">${DEPLOYMENTS.map(
    (one) =>
      html`<option value="${one}"${one === deployed && html` selected`}>${read(DEPLOYED[one])}</option>`,
  )}</select></label>
<button name="do" value="deploy">${say('Deploy', 'リリース')}</button>
</form>`;
}

function sessionForm({ basePath }: Org, { say }: Reader): Markup {
  return html`<form method="post" action="${basePath}/setup"><button class="quiet" name="do" value="revoke">${say('End every session', 'すべてのセッションを終了')}</button></form>`;
}

function certificateForm({ basePath, settings }: Org, { say }: Reader): Markup {
  const certificate = readCertificate(settings.certificate() ?? '');
  const fingerprint = certificate?.fingerprint256;
  return html`<p class="small">${
    fingerprint
      ? say(`Certificate: SHA-256 ${fingerprint}`, `証明書: SHA-256 ${fingerprint}`)
      : say(
          'No certificate is uploaded: only the consumer secret logs in.',
          '証明書がアップロードされていないため、コンシューマーの秘密でのみログインできます。',
        )
  }</p>
<form method="post" action="${basePath}/setup" class="stack">
<label>${say('Certificate (PEM), for the JWT bearer flow', '証明書 (PEM、JWT ベアラーフロー用)')}
<textarea name="certificate" rows="4" required spellcheck="false" placeholder="-----BEGIN CERTIFICATE-----"></textarea></label>
<button class="quiet" name="do" value="certificate">${say('Upload', 'アップロード')}</button>
</form>`;
}

function credentialForm(org: Org, reader: Reader): Markup {
  const { say } = reader;
  const credential = org.settings.credential();
  return html`<p class="small">${credentialStatus(org, reader)}</p>
<form method="post" action="${org.basePath}/setup" class="stack">
<label>${say('URL of the connector’s webhook', 'コネクタの Webhook の URL')} <input name="url" type="url" required value="${credential?.url ?? ''}"></label>
<label>${say('Proof', '認証方法')} <select name="proof">${PROOFS.map(
    (one) => html`<option${one === credential?.proof && html` selected`}>${one}</option>`,
  )}</select></label>
<label>${say('Id of the caller, empty for a key', '呼び出し元の ID(キーの場合は空欄)')} <input name="caller" autocomplete="off" value="${credential?.caller ?? ''}"></label>
<label>${say('Secret or key', 'シークレットまたはキー')} <input name="secret" type="password" autocomplete="off" required></label>
<button class="quiet" name="do" value="credential">${say('Save', '保存')}</button>
</form>`;
}

function credentialStatus({ settings, makeCredential }: Org, { say }: Reader): string {
  const credential = settings.credential();
  if (credential) {
    const { url, caller } = credential;
    return say(
      `The org calls ${url} as ${caller || 'the caller of the key'}.`,
      `組織は、${caller || 'キーの呼び出し元'} として ${url} を呼び出します。`,
    );
  }
  return makeCredential === null
    ? say(
        'The org cannot call the connector yet. Add a caller on the connector’s page, and enter it here:',
        '組織はまだコネクタを呼び出せません。コネクタのページで呼び出し元を追加し、ここに入力してください。',
      )
    : say(
        'The org becomes a caller of the connector when it first calls. Or enter another one:',
        '組織は、最初の呼び出しのときにコネクタの呼び出し元になります。別の呼び出し元を入力することもできます。',
      );
}
