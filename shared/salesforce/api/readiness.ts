import { AppError, asAppError, type ErrorCode } from '../../errors.ts';
import { textIn } from './answer-fields.ts';
import { describeObject, forgetDescribed } from './describe.ts';
import { sendToOrg } from './exchange.ts';
import { describeForFiling } from './file-mail.ts';
import { forgetFinder, hasFinder } from './find-case.ts';
import { KEY_FIELD, REQUIRED } from './mail-records.ts';
import { READINESS_STEPS, type Readiness, type ReadinessStep, type StepResult } from './org.ts';
import { orgRefusal } from './report.ts';
import { API_VERSION, type OrgSession } from './session.ts';

type Found = Pick<StepResult, 'result' | 'failure' | 'facts'>;

const passed = (...facts: string[]): Found => ({ result: 'passed', failure: null, facts });

const limited = (code: ErrorCode, ...facts: string[]): Found => ({
  result: 'limited',
  failure: { code, upstream: null },
  facts,
});

/**
 * What each step proves, in their order:
 * - `host`: the My Domain answers as Salesforce, and knows our version of the API;
 * - `login`: Salesforce logs the connector in, with what is stored now;
 * - `api`: the user may call the API;
 * - `objects`: it may write all fields of Case and EmailMessage without which no mail is filed;
 * - `unique_key`: a mail can be in the org only once, even when an answer is lost;
 * - `files`: attachments can be stored at their mail;
 * - `apex`: threading tokens are understood;
 * - `budget`: a tenth of the daily API requests is left.
 */
const STEPS: Readonly<Record<ReadinessStep, (session: OrgSession) => Promise<Found>>> = {
  host: checkHost,
  login: async (session) => {
    const { organizationId } = await session.login();
    return organizationId === null ? passed() : passed(organizationId);
  },
  api: async (session) => {
    forgetFinder(session);
    forgetDescribed(session);
    await hasFinder(session);
    return passed(API_VERSION);
  },
  objects: checkObjects,
  unique_key: async (session) => {
    const { isKeyed } = await describeForFiling(session);
    const name = `EmailMessage.${KEY_FIELD}`;
    return isKeyed ? passed(name) : limited('org_fields_missing', name);
  },
  files: checkFiles,
  apex: async (session) =>
    (await hasFinder(session))
      ? passed('GmailCaseFinder')
      : limited('org_fields_missing', 'GmailCaseFinder'),
  budget: async (session) => {
    const budget = session.budget();
    if (budget === null) return passed();
    const figures = `${budget.used} / ${budget.limit}`;
    const isLow = budget.limit - budget.used < budget.limit / 10;
    return isLow ? limited('org_limit_reached', figures) : passed(figures);
  },
};

/** Checks an org step by step. After a failure, the later steps are skipped. */
export async function checkReadiness(session: OrgSession, now: Date): Promise<Readiness> {
  const steps: StepResult[] = [];
  for (const step of READINESS_STEPS) {
    const hasFailed = steps.some(({ result }) => result === 'failed');
    const found: Found = hasFailed
      ? { result: 'skipped', failure: null, facts: [] }
      : await STEPS[step](session).catch(failed);
    steps.push({ step, ...found });
  }
  return { at: now, steps };
}

function failed(thrown: unknown): Found {
  const { code, upstream, detail } = asAppError(thrown);
  const missing = detail['missing'];
  const facts = typeof missing === 'string' ? [missing] : (missing ?? []);
  return { result: 'failed', failure: { code, upstream }, facts };
}

async function checkHost({ org }: OrgSession): Promise<Found> {
  const answer = await sendToOrg({
    method: 'GET',
    url: `${org.myDomain}/services/data/`,
    headers: { accept: 'application/json' },
    isRepeatable: true,
    isWrite: false,
  });
  const versions = Array.isArray(answer.body)
    ? answer.body.map((each) => `v${textIn(each, 'version')}`)
    : [];
  if (answer.status !== 200 || !versions.includes(API_VERSION)) throw orgRefusal(answer);
  return passed(org.myDomain);
}

async function checkObjects(session: OrgSession): Promise<Found> {
  const described = await Promise.all([
    describeObject(session, 'Case'),
    describeObject(session, 'EmailMessage'),
  ]);
  const missing = (['Case', 'EmailMessage'] as const).flatMap((object, index) => {
    const { isCreateable = false, fields = null } = described[index] ?? {};
    const lacking = REQUIRED[object].filter((name) => fields?.get(name)?.isCreateable !== true);
    return [...(isCreateable ? [] : [object]), ...lacking.map((name) => `${object}.${name}`)];
  });
  if (missing.length > 0) throw new AppError('org_fields_missing', { detail: { missing } });
  return passed('Case', 'EmailMessage');
}

async function checkFiles(session: OrgSession): Promise<Found> {
  const { email } = await describeForFiling(session);
  const version = await describeObject(session, 'ContentVersion').catch((thrown: unknown) => {
    if (asAppError(thrown).upstream?.status === 404) return null;
    throw thrown;
  });
  const missing = [
    ...(version?.isCreateable === true ? [] : ['ContentVersion']),
    ...(email.fields.get('IsClientManaged')?.isCreateable === true
      ? []
      : ['EmailMessage.IsClientManaged']),
  ];
  return missing.length > 0 ? limited('org_fields_missing', ...missing) : passed('ContentVersion');
}
