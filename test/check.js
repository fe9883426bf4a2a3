/** `npm run check`: format, lint, types, walls, and no drift of schema or migrations. Says what failed, and how to put it right. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const bin = (name) => join(root, 'node_modules/.bin', name);
const node = process.execPath;
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

const steps = [
  { name: 'format and lint', command: [bin('biome'), 'ci', '--colors=off', '.'], cure: 'npm run format' },
  { name: 'types', command: [bin('tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'walls', command: [node, 'test/check/walls.js'] },
  // On a PostgreSQL of their own, as every test is.
  {
    name: 'drift of schema and migrations',
    command: [node, ...jest, 'drift.e2e-spec'],
    cure: 'npm run schema, npm run catalogue, and look at what they changed',
  },
];

function run({ command: [program, ...args] }) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => done({ good: false, said: error.message }));
    child.on('close', (code) => done({ good: code === 0, said }));
  });
}

let failed = 0;
async function check(step) {
  const startedAt = performance.now();
  const { good, said } = await run(step);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(`${good ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)\n`);
  if (good) return;
  failed += 1;
  process.stdout.write(`${said.trimEnd()}\n${step.cure ? `To put it right: ${step.cure}.\n` : ''}\n`);
}

// Two at a time: more than that fight over a small machine.
const queue = [...steps];
const worker = async () => {
  for (let step = queue.shift(); step; step = queue.shift()) await check(step);
};
await Promise.all([worker(), worker()]);
process.stdout.write(failed === 0 ? 'Everything holds.\n' : `${failed} of ${steps.length} checks failed.\n`);
process.exitCode = failed === 0 ? 0 : 1;
