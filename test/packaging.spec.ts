/** The image and the compose file fit the program: what they name exists, what they set is read, and no secret is written down. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const compose = read('docker-compose.yml');
const dockerfile = read('Dockerfile');

/** The block under a key of two spaces' indent. */
function service(name: string): string {
  return new RegExp(`^ {2}${name}:\\n((?: {4}.*\\n|\\n)+)`, 'm').exec(compose)?.[1] ?? '';
}

describe('the compose file', () => {
  it('starts the database, then the migration, then the API', () => {
    expect(service('postgres')).toContain('image: postgres:18');
    expect(service('postgres')).toContain('pg_isready');
    expect(service('migrate')).toMatch(/depends_on:\n +postgres:\n +condition: service_healthy/);
    expect(service('migrate')).toMatch(/"dist\/src\/cli\.js", "migrate"/);
    expect(service('api')).toMatch(/depends_on:\n +migrate:\n +condition: service_completed_successfully/);
    expect(compose).toContain('MIGRATE: "off"');
  });

  it('keeps the database and the keys in volumes, in the place where PostgreSQL 18 looks', () => {
    expect(service('postgres')).toContain('database:/var/lib/postgresql\n');
    expect(service('api')).toContain('data:/data\n');
    expect(compose).toMatch(/^volumes:\n {2}database:\n {2}data:\n/m);
  });

  it('has no secret of its own, and an example for each that it asks for', () => {
    const asked = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
    const example = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
    expect(asked).toEqual(example);
    for (const secret of ['POSTGRES_PASSWORD', 'OWNER_PASSWORD']) {
      expect(compose).not.toMatch(new RegExp(`\\$\\{${secret}(:-[^}]|\\})`));
      expect(read('.env.example')).toMatch(new RegExp(`^${secret}=$`, 'm'));
    }
    expect(read('.gitignore').split('\n')).toContain('.env');
  });

  it('sets what the program reads', () => {
    const config = read('src/platform/config.ts') + read('src/platform/read-setting.ts');
    const set = [...(compose + dockerfile).matchAll(/^ {2,6}([A-Z_]{4,}): |^(?:ENV| {3}) ([A-Z_]{4,})=/gm)]
      .map(([, inCompose, inImage]) => inCompose ?? inImage ?? '')
      .filter((name) => !['POSTGRES_PASSWORD', 'OWNER_PASSWORD'].includes(name));
    expect(set.length).toBeGreaterThan(8);
    for (const name of set) expect({ name, read: config.includes(`'${name}'`) }).toEqual({ name, read: true });
  });

  it('logs no value that a person typed, as the embedded database does not', () => {
    const settings = read('src/platform/embedded-postgres/settings.ts');
    const quiet = /const QUIET = \{([^}]*)\}/.exec(settings)?.[1] ?? '';
    for (const [, name, value] of quiet.matchAll(/(log_(?!destination|line_prefix|checkpoints)\w+): '([^']*)'/g)) {
      expect(service('postgres')).toContain(`-c${name}=${value}\n`);
    }
  });

  it('makes an owner who is no superuser, in a script that runs', () => {
    const script = read('docker/make-owner.sh');
    expect(script).toContain('NOSUPERUSER CREATEROLE');
    expect(statSync(join(ROOT, 'docker/make-owner.sh')).mode & 0o111).not.toBe(0);
    execFileSync('bash', ['-n', join(ROOT, 'docker/make-owner.sh')]);
  });
});

describe('the image', () => {
  it('is built from files that are there and are not ignored', () => {
    const kept = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, files]) => files?.split(' ') ?? [],
    );
    expect(copied.length).toBeGreaterThan(5);
    for (const file of copied) {
      expect({ file, there: existsSync(join(ROOT, file)), kept: kept.includes(file) }).toEqual({
        file,
        there: true,
        kept: true,
      });
    }
  });

  it('has the word lists of the screening and the catalogue of steps, which are no programs', () => {
    const { compilerOptions } = JSON.parse(read('nest-cli.json'));
    expect(compilerOptions.assets).toEqual(['screening/lists/*.json', 'commitment/content/*.json']);
    for (const file of ['screening/lists/en.json', 'commitment/content/catalogue.json'])
      expect(existsSync(join(ROOT, 'src', file))).toBe(true);
  });

  it('starts the service as npm start does', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const command = /exec (node .*main\.js)$/.exec(scripts.start)?.[1];
    expect(command).toContain('--heap-growing-percent=30');
    expect(dockerfile).toContain(`CMD ${JSON.stringify(command?.split(' ')).replaceAll(',', ', ')}\n`);
  });

  it('runs the Node of package.json, without privileges, and knows whether it is healthy', () => {
    const { devDependencies } = JSON.parse(read('package.json'));
    const major = /\d+/.exec(devDependencies.node)?.[0];
    for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).toBe(`node:${major}-slim`);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('CMD ["node"'));
    expect(dockerfile).toContain('/health/ready');
  });
});
