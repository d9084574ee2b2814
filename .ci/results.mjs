// Reads what Jest wrote about the runs of `.ci/run`.
//   failed FILE   prints the test files that failed in that run, one a line
//   count         prints how many tests passed and failed in all; exits with 1 if any failed or was skipped
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [verb, file] = process.argv.slice(2);
if (verb === 'failed') for (const name of failedFiles(read(file))) print(name);
if (verb === 'count') process.exitCode = count();

function print(line) {
  process.stdout.write(`${line}\n`);
}

function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function failedFiles({ testResults }) {
  const failed = testResults.filter(({ status }) => status === 'failed');
  return failed.map(({ name }) => relative(process.cwd(), name));
}

/** A file that ran again counts with its second run, and is named. */
function count() {
  const runs = ['test', 'test:slow'].map((name) => {
    const again = `test-results/${name}-again.json`;
    return { first: read(`test-results/${name}.json`), again: existsSync(again) && read(again) };
  });
  let [passed, failed, skipped] = [0, 0, 0];
  for (const { first, again } of runs) {
    const last = again || first;
    skipped += first.numPendingTests;
    failed += last.numFailedTests + last.numRuntimeErrorTestSuites;
    passed += first.numPassedTests;
    if (again) passed += again.numPassedTests - passedIn(first, failedFiles(first));
    if (again) report(first, again);
  }
  if (skipped > 0) print(`${skipped} tests were skipped: here none may be`);
  print(`tests: ${passed} passed, ${failed + skipped} failed`);
  return failed + skipped > 0 ? 1 : 0;
}

function passedIn({ testResults }, files) {
  const inFiles = testResults.filter(({ name }) => files.includes(relative(process.cwd(), name)));
  return inFiles
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed').length;
}

function report(first, again) {
  const stillFailing = failedFiles(again);
  for (const file of failedFiles(first))
    print(
      `${file}: ${stillFailing.includes(file) ? 'failed twice' : 'passed only when it ran again'}`,
    );
}
