import { parseArgs } from 'node:util';
import { CALL_VALUES, type CallValues, missingIn, problemsIn } from './call-values.ts';
import { writeOrgPackages } from './org-package.ts';

const USAGE = `Usage: npm run org-package -- [--url URL] [--caller ID] [--mailbox ADDRESS] [--out DIRECTORY]

Makes the zips that a Salesforce admin deploys into the organization:

  salesforce.zip        mail becomes cases: key fields, Apex classes, a permission set
  salesforce-calls.zip  Flow and Apex ask the connector: credentials, Apex classes, a permission set, a sample Flow

Add a caller on the setup page, with "Signed by a formula". Its page shows the first two of these values, which are put
into salesforce-calls.zip:

  --url URL          the URL of the connector, such as https://connector.example.com/salesforce-webhook
  --caller ID        the caller's id
  --mailbox ADDRESS  the mailbox from which the sample Flow sends
  --out DIRECTORY    where to (default: dist)
  --help             this text
`;

const next = (mail: string, calls: string, values: CallValues): string => `Made two packages:

  ${mail}        mail becomes cases (docs/salesforce.md, step 2)
  ${calls}  Flow and Apex ask the connector (docs/salesforce.md, step 7)

Deploy those that you need, each with one of

  sf project deploy start --metadata-dir ZIP --single-package --test-level RunLocalTests
  any tool that deploys a metadata zip, such as Workbench (migration > Deploy, with "Single Package" ticked)

After ${mail}:
  - Assign the permission set "Gmail Email-to-Case" to the integration user.

After ${calls}:
${afterCalls(values)}`;

const AFTER_CALLS = `  - Enter the caller's secret, which is in no file: Setup > Named Credentials > External Credentials > Gmail
    Connector > Principals > Connector > Edit: add the authentication parameter Secret.
  - Assign the permission set "Gmail Connector Caller" to whoever runs the Flows.
  - Give the same values whenever you make this package again: deploying it replaces them.
`;

function afterCalls(values: CallValues): string {
  const missing = missingIn(values).map(
    (
      name,
    ) => `  - No --${name} was given. Put yours in the place of ${CALL_VALUES[name].placeholder}:
    ${CALL_VALUES[name].place}\n`,
  );
  return [...missing, AFTER_CALLS].join('');
}

try {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      caller: { type: 'string' },
      mailbox: { type: 'string' },
      out: { type: 'string', default: 'dist' },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, out, ...callValues } = values;
  const problems = problemsIn(callValues);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (help) process.stdout.write(USAGE);
  else {
    const { mail, calls } = await writeOrgPackages(out, callValues);
    process.stdout.write(next(mail, calls, callValues));
  }
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : thrown}\n\n${USAGE}`);
  process.exitCode = 2;
}
