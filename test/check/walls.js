/** The walls stand: no file of ours breaks a rule, and every rule's bad example does. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = resolve(import.meta.dirname, '../..');
const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
const tsConfig = extractTsConfig(join(root, 'tsconfig.json'));

async function violationsIn(folder, what) {
  const { tsConfig: _named, enhancedResolveOptions, ...rest } = options;
  const { output } = await cruise(
    what,
    { ...rest, baseDir: folder, validate: true, ruleSet: { forbidden } },
    enhancedResolveOptions,
    { tsConfig },
  );
  return output.summary.violations;
}

const complaints = [];

for (const { from, to, rule } of await violationsIn(root, ['src', 'migrations'])) {
  complaints.push(`${rule.name}: ${from}${to && to !== from ? ` → ${to}` : ''}`);
}

const examples = join(root, 'test/walls');
const cases = readdirSync(examples, { withFileTypes: true }).flatMap((its) => (its.isDirectory() ? [its.name] : []));
for (const { name } of forbidden) {
  if (!cases.includes(name)) complaints.push(`${name}: has no bad example in test/walls`);
}
for (const name of cases) {
  const folder = join(examples, name);
  const files = readdirSync(join(folder, 'src'), { recursive: true }).filter((file) => file.endsWith('.ts'));
  const caught = new Set(
    (await violationsIn(folder, ['src'])).flatMap(({ from, cycle, rule }) =>
      // A circle is told once, by one of those who stand in it.
      rule.name === name ? [from, ...(cycle ?? []).map((its) => its.name)] : [],
    ),
  );
  for (const file of files) {
    const bad = basename(file).startsWith('bad-');
    if (bad !== caught.has(join('src', file))) {
      complaints.push(`${name}: ${bad ? 'does not catch' : 'wrongly catches'} test/walls/${name}/src/${file}`);
    }
  }
}

for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
process.stdout.write(`${forbidden.length} walls, ${cases.length} bad examples, ${complaints.length} complaints\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;
