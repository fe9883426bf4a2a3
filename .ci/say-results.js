/** What an engineer reads of a run: which tests failed and why, shortly, then one line that counts. The argument is jest's file of results. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES_OF_A_MESSAGE = 12;
const MOST_TOLD = 40;
/** Of a run that ended before it could say anything. */
const NOTHING = { numPassedTests: 0, numFailedTests: 1, numFailedTestSuites: 0, testResults: [] };

const text = readFileSync(process.argv[2], 'utf8');
const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = text === '' ? NOTHING : JSON.parse(text);
const failures = testResults.flatMap(failuresOf);
const told = failures.slice(0, MOST_TOLD).map(({ name, message }) => `FAILED ${name}\n${shortly(message)}\n`);
if (failures.length > MOST_TOLD) told.push(`… and ${failures.length - MOST_TOLD} more.\n`);
// A file that did not even run has no test to count.
told.push(`${numPassedTests} passed, ${Math.max(numFailedTests, numFailedTestSuites)} failed`);
process.stdout.write(`${told.join('\n')}\n`);

function failuresOf({ name, status, message, assertionResults }) {
  if (status !== 'failed') return [];
  const file = relative(process.cwd(), name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return [{ name: file, message }];
  return tests.map((test) => ({ name: `${file} › ${test.fullName}`, message: test.failureMessages.join('\n') }));
}

/** What was expected, and where; not the way through libraries. */
function shortly(message) {
  return stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at .*(node_modules|node:)/.test(line))
    .slice(0, LINES_OF_A_MESSAGE)
    .map((line) => `  ${line}`)
    .join('\n');
}
