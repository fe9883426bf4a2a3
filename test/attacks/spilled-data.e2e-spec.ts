/** Whatever a person wrote of a family, and however the call ended: it lies nowhere in the clear, in no file of the database, no log, no error. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres/start.js';
import { startJobs } from '../../src/platform/jobs/job-runner.js';
import { RunSweeps } from '../../src/platform/jobs/run-sweeps.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import { BrokenTables } from '../world/broken-tables.js';
import { BuiltProgram } from '../world/built-program.js';
import { allFormsOf, CANARY_STEM, CanarySearch, canary } from '../world/canary.js';
import { type Stranger, strangersIn } from '../world/foreign-ids.js';
import { allowedBy, documentOf, type ValuePlace, valuePlaces, variablesWith } from '../world/id-places.js';
import { inlineDocument } from '../world/inline-values.js';
import { aMemberOf } from '../world/members.js';
import { aPartner, aVouchedHome, PASSWORD } from '../world/people.js';
import { Person } from '../world/person.js';
import type { ViewerName } from '../world/privacy-cast.js';
import { aPrivacyStory, callersOf, type Story } from '../world/privacy-story.js';
import { SmtpServer } from '../world/smtp-server.js';
import { documentOfSpill, PHONE, type Spill, spillsIn, wordsIn } from '../world/spills.js';
import { rowsStored } from '../world/stored-text.js';
import { temporaryFolder } from '../world/temporary-folder.js';
import { type Answer, type Caller, World } from '../world/world.js';
import { report, tries } from './scale.js';

jest.setTimeout(tries({ short: 120_000, full: 1_800_000 }));

const KILLS = tries({ short: 1, full: 20 });
/** Beside all of them at once. */
const BROKEN_ALONE = tries({ short: 4, full: 1_000 });
/** Of the ways to write a wrong value: one after the other for the places of the schema, or each for each. */
const WAYS_EACH = tries({ short: 1, full: 1_000 });
/** Files that survive a power cut take their time to write. */
const SHORT = tries({ short: 1, full: 0 }) === 1;
/** And a little: then every call has lost its first statement. */
const STATEMENT_TIMEOUT_MS = 3_000;
/** What stands openly wherever the operator put it: a search that does not find it is blind. */
const PLANTED = 'qxjolivuka';

let folder: string;
let server: EmbeddedPostgres;
let smtp: SmtpServer;
let world: World;
let schema: GraphQLSchema;
let story: Story;
let callers: Record<ViewerName, Caller>;
let program: Promise<BuiltProgram>;
let search: CanarySearch;

/** What PostgreSQL wrote to its log. */
const databaseLog: string[] = [];
/** What the program that was killed wrote, on both of its outputs. */
const programLog: string[] = [];
/** `mutation path` of words that were taken in. */
const takenIn = new Set<string>();
/** What a partner writes for all of its homes lies there openly: it is no place for a family's words. */
const WORDS_FOR_ALL =
  /^(addStep|reviseStep)[. ](input\.)?(en|es)\.|^(addProgram|changeProgram|updatePartner|createCircle|changeCircle)[. ](input\.)?(name|contactForFamilies)|^adoptAgreement[. ](input\.)?texts|^(createFund|changeFund|startDrive)[. ](input\.)?(title|purpose)/;
/** Words that were sent as such. */
const published: string[] = [];
/** Answers of calls that were refused or broke. */
const refused: { readonly what: string; readonly answer: string }[] = [];
const counted = { calls: 0, refused: 0, broke: 0, killed: 0, files: 0, megabytes: 0, hits: 0 };

const SETTINGS = { LOG_LEVEL: 'trace', RETURN_CODE_MEMORY_KIB: '64', PASSWORD_MEMORY_KIB: '64' };

beforeAll(async () => {
  folder = await temporaryFolder('spilled');
  program = BuiltProgram.runIn(join(folder, 'program'));
  smtp = await SmtpServer.start();
  const places = { dataFolder: join(folder, 'database'), sharedFolder: join(folder, 'shared') };
  server = await startEmbeddedPostgres({ ...places, throwaway: SHORT, log: (line) => databaseLog.push(line) });
  await server.ensureDatabase('sanctuary');
  const settings = { DATABASE_URL: server.ownerUrl('sanctuary'), DATA_FOLDER: join(folder, 'data'), MIGRATE: 'on' };
  world = await World.open({ ...SETTINGS, ...settings, SMTP_URL: smtp.url });
  ({ schema } = world.get(GraphQLSchemaHost));
  listen(world);
  story = await aPrivacyStory(world);
  callers = await callersOf(world, story);
  await aPartner(world, { name: PLANTED });
  const opening = (['family', 'claimant accepted', 'coordinator of origin'] as const).map((viewer) => [
    `the token of ${viewer}`,
    // A part of it would be enough to know that it is there.
    callers[viewer].token?.slice(4, 28) ?? '',
  ]);
  const codes = (['family', 'another family'] as const).map((name) => [`the code of ${name}`, story.returnCodes[name]]);
  const said = [
    ['the phone number', PHONE.slice(2)],
    ['the password', PASSWORD],
  ];
  search = new CountingSearch(Object.fromEntries([...said, ...codes, ...opening]));
});
afterAll(async () => {
  await world?.close();
  await server?.stop();
  await smtp?.stop();
  await rm(folder, { recursive: true, force: true });
});

class CountingSearch extends CanarySearch {
  override in(...where: Parameters<CanarySearch['in']>): string[] {
    const found = super.in(...where);
    counted.hits += found.length;
    return found;
  }
}

/** Hears every call that a story makes. */
function listen(its: World): void {
  const call = its.call.bind(its);
  its.call = async <T>(document: string, variables: Record<string, unknown> = {}, caller: Caller = {}) => {
    const answer = await call<T>(document, variables, caller);
    hear(/[{\s](?:\w+: )?(\w+)\(input: \$input\)/.exec(document)?.[1] ?? 'query', variables, answer);
    return answer;
  };
}

function hear(what: string, variables: Record<string, unknown>, answer: Answer<unknown>): void {
  counted.calls += 1;
  const wasRefused = answer.errors.length > 0 || isRefusal(answer.data);
  if (!wasRefused) {
    for (const path of wordsIn(what, variables['input'], isWord)) takenIn.add(path);
    return;
  }
  counted.refused += 1;
  if (answer.errors.some(({ extensions }) => extensions.code === 'INTERNAL_SERVER_ERROR')) counted.broke += 1;
  refused.push({ what, answer: JSON.stringify(answer) });
}

function isRefusal(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  return Object.values(data).some(
    (its) => typeof its === 'object' && its !== null && 'code' in its && 'message' in its,
  );
}

function isWord(text: string): boolean {
  return (
    text.includes(CANARY_STEM) ||
    text === PHONE ||
    text === PASSWORD ||
    Object.values(story?.returnCodes ?? {}).includes(text)
  );
}

async function spill(round: string): Promise<Spill[]> {
  const spills = [...spillsIn(world, story, callers, round)];
  for (const its of spills) await world.call(documentOfSpill(its), { input: its.input }, its.caller);
  return spills;
}

describe('the search', () => {
  it('finds a word in every form', () => {
    const word = canary('any');
    for (const [form, bytes] of allFormsOf(word)) {
      const found = new CanarySearch().in(
        'a file',
        Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' after')]),
      );
      expect({ form, found: found.length > 0 }).toEqual({ form, found: true });
    }
  });
});

describe('what is taken in', () => {
  /** Words out of lists and tables, times, and what only opens something: no place for a person's own words. */
  const NO_WORDS =
    /\.(currency|code|country|timeZone|rule|language|languages|from|until|date|cell|invitation|phoneToken|pin|time|offset|passkey|credential)$/;
  /** What a partner says to everybody is read without signing in, and lies there openly. */
  const PUBLIC_WORDS =
    /^(createTraining|changeTraining|createCampaign|changeCampaign|planAction)\.(title|description|summary|ledBy)$|^(create|change)Circle\.(name|areas)$|^createPartnerKey\.(label|origins)$/;

  it('was, in every place of every mutation that takes words', async () => {
    const spills = await spill('taken in');
    // What takes an invitation, and what can be done once.
    const fresh = await aVouchedHome(world);
    await aMemberOf(world, fresh, 'MEMBER', { email: `${canary('taken in: member')}@example.org`, phone: PHONE });
    const erasing = { confirmation: { password: PASSWORD } };
    await new Person(world, fresh).does('eraseHome', erasing, '... on HomeErased { erased }');
    await new Person(world, await aVouchedHome(world)).does('closeHome', erasing, '... on HomeClosed { __typename }');
    const notTaken = spills.filter(({ mutation }) => !refusedNothing(mutation)).map(({ mutation }) => mutation);
    const places = valuePlaces(schema)
      .filter(({ isMutation, type, path }) => isMutation && type === 'String' && !NO_WORDS.test(path))
      .map(({ root, path }) => path.replace(/^input/, root));
    expect({
      notTaken,
      places: places.filter((path) => !takenIn.has(path) && !WORDS_FOR_ALL.test(path) && !PUBLIC_WORDS.test(path)),
    }).toEqual({
      notTaken: [],
      places: [],
    });
  });

  function refusedNothing(mutation: string): boolean {
    return !refused.some(({ what }) => what === mutation);
  }
});

describe('what is refused', () => {
  const ways: readonly ((word: string) => unknown)[] = [
    (word) => word,
    (word) => ({ value: word }),
    (word) => [word, [word]],
    (word) => `${word} `.repeat(200),
    (word) => `${word}\u0000\u202E`,
  ];

  it('has no word in its answer, whichever value was wrong', async () => {
    const strangers = await strangersIn(world, story);
    const allowed = allowedBy(world);
    for (const [at, place] of valuePlaces(schema).entries()) {
      const its = strangers.find(({ kind }) => allowed.get(place.root)?.includes(kind));
      if (!its) continue;
      for (let way = 0; way < Math.min(WAYS_EACH, ways.length); way += 1) {
        const word = canary(`${place.root} ${place.path} ${way}`);
        if (WORDS_FOR_ALL.test(`${place.root} ${place.path}`)) published.push(word);
        const value = ways[(at + way) % ways.length]?.(word);
        await refusedBothWays(place, its, value);
      }
    }
    expect(spilledIn(refused)).toEqual([]);
  });

  async function refusedBothWays(place: ValuePlace, its: Stranger, value: unknown): Promise<void> {
    const variables = variablesWith(schema, place, value, its.fillingFor(place.root));
    await world.call(documentOf(schema, place), variables, its.caller);
    await world.call(inlineDocument(schema, place, variables), {}, its.caller);
  }

  it('has no word in its answer when it is no call at all', async () => {
    const url = await world.app.getUrl();
    const word = (what: string) => canary(`no call: ${what}`);
    const json = { 'content-type': 'application/json' };
    const body = (its: unknown) => ({ method: 'POST', headers: json, body: JSON.stringify(its) });
    const header = (name: string, value: string) => ({
      ...body({ query: '{ viewer { kind } }' }),
      headers: { ...json, [name]: value },
    });
    const odd: readonly [string, RequestInit][] = [
      ['/graphql', { method: 'POST', headers: json, body: `{"query": ${word('broken JSON')}` }],
      ['/graphql', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: word('text') }],
      ['/graphql', { method: 'POST', headers: { 'content-type': `a/${word('a type')}` }, body: word('a type') }],
      ['/graphql', { method: 'POST', headers: { ...json, 'content-encoding': word('a coding') }, body: '{}' }],
      ['/graphql', body([{ query: `{ ${word('batch')} }` }])],
      ['/graphql', body(word('a string'))],
      ['/graphql', body({ query: `{ viewer { kind }`, operationName: word('no end') })],
      ['/graphql', body({ query: `"${word('a description')}" { viewer { kind } }` })],
      ['/graphql', body({ query: 'query a { viewer { kind } }', operationName: word('an operation') })],
      ['/graphql', body({ query: '{ viewer { kind } }', variables: word('variables') })],
      ['/graphql', body({ query: '{ viewer { kind } }', extensions: { persistedQuery: word('an extension') } })],
      ['/graphql', body({ query: { text: word('an object') } })],
      ['/graphql', body({ query: '{ viewer { kind } }', variables: { word: word('big').repeat(4_000) } })],
      [
        `/graphql?query=${word('a query')}&variables=${word('variables in the address')}`,
        { headers: { 'x-apollo-operation-name': word('a name') } },
      ],
      [`/${word('a path')}?${word('a parameter')}`, {}],
      [`/%${word('no path')}`, {}],
      ['/graphql', { method: 'PUT', body: word('a method') }],
      ...[
        'authorization',
        'x-partner-key',
        'idempotency-key',
        'accept-language',
        'origin',
        'referer',
        'user-agent',
        'cookie',
        'x-forwarded-for',
        'x-request-id',
        'content-language',
      ].map((name): [string, RequestInit] => [
        '/graphql',
        header(name, name === 'authorization' ? `Bearer ${word(name)}` : word(name)),
      ]),
    ];
    for (const [path, init] of odd) {
      const answer = await fetch(`${url}${path}`, init);
      const text = `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
      refused.push({ what: `${init.method ?? 'GET'} ${path.slice(0, 10)}`, answer: text });
      counted.calls += 1;
    }
    refused.push({
      what: 'no HTTP',
      answer: await saidTo(Number(new URL(url).port), `${word('no HTTP')} / \u0001\r\n\r\n`),
    });
    expect(spilledIn(refused)).toEqual([]);
  });

  async function saidTo(port: number, text: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.write(text);
    await new Promise((done) => socket.once('close', done));
    return answer;
  }
});

function spilledIn(answers: typeof refused): string[] {
  return answers.flatMap(({ what, answer }) => search.in(`the answer to ${what}`, answer));
}

describe('what breaks', () => {
  let main: BrokenTables;
  let keys: BrokenTables;
  beforeAll(async () => {
    main = await BrokenTables.of(server.superuserUrl('sanctuary'));
    keys = await BrokenTables.of(server.superuserUrl('sanctuary_keys'));
  });
  afterAll(async () => {
    await main.close();
    await keys.close();
  });

  it('tells nothing when the database refuses a row and repeats all of it', async () => {
    const before = counted.broke;
    await main.whileBroken(main.names, () =>
      keys.whileBroken(keys.names, async () => void (await spill('all broken'))),
    );
    for (const name of main.names.slice(0, BROKEN_ALONE)) {
      await main.whileBroken([name], async () => void (await spill(`${name} broken`)));
    }
    for (const name of keys.names.slice(0, BROKEN_ALONE)) {
      await keys.whileBroken([name], async () => void (await spill(`key store's ${name} broken`)));
    }
    expect(counted.broke).toBeGreaterThan(before + 10);
    expect(spilledIn(refused)).toEqual([]);
  });

  it('tells nothing in the jobs that fail, and in letters that are not taken', async () => {
    for (const { email } of Object.values(story.cast.homes))
      smtp.refusals.set(email, `550 there is no <${email}> here`);
    await main.whileBroken(
      main.names.filter((name) => name !== 'public.migration'),
      sweep,
    );
    await sweep();
    smtp.refusals.clear();
    await sweep();
  });

  it('tells nothing when the database does not answer', async () => {
    const before = counted.broke;
    let statements = '';
    const calls = await main.whileStuck(async () => {
      const begun = spillsIn(world, story, callers, 'stuck').map((its) =>
        world.call(documentOfSpill(its), { input: its.input }, its.caller),
      );
      await delay(500);
      statements = await main.statements();
      await delay(STATEMENT_TIMEOUT_MS);
      // A busy machine begins late.
      for (let at = 0; at < 200 && counted.broke === before; at += 1) await delay(50);
      return begun;
    });
    await Promise.all(calls);
    expect(counted.broke).toBeGreaterThan(before);
    expect(spilledIn(refused)).toEqual([]);
    expect(search.in('the statements that run', statements)).toEqual([]);
  });

  it('tells nothing when the program is killed in the middle', async () => {
    const built = await program;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const settings = { DATABASE_URL: server.ownerUrl('sanctuary'), DATA_FOLDER: join(folder, 'data') };
      const off = { PORT: '0', METRICS_PORT: '0', SAMPLE: 'off', JOBS: 'off' };
      const running = built.start('main', [], { ...SETTINGS, ...settings, ...off });
      const url = /GraphQL +(http\S+)\/graphql/.exec(await running.says('Ctrl-C'))?.[1] ?? '';
      const calls = spillsIn(world, story, callers, `killed ${kill}`).map((its) => posted(url, its));
      await delay((60 * kill) / KILLS);
      const { stdout, stderr } = await running.end('SIGKILL');
      programLog.push(stdout, stderr);
      counted.killed += (await Promise.all(calls)).filter((answered) => !answered).length;
    }
    expect(counted.killed).toBeGreaterThan(0);
  });

  async function posted(url: string, its: Spill): Promise<boolean> {
    const headers = {
      'content-type': 'application/json',
      ...(its.caller.token !== undefined && { authorization: `Bearer ${its.caller.token}` }),
    };
    const body = JSON.stringify({ query: documentOfSpill(its), variables: { input: its.input } });
    counted.calls += 1;
    return fetch(`${url}/graphql`, { method: 'POST', headers, body }).then(
      (answer) => answer.ok,
      () => false,
    );
  }
});

/** As at a start: every sweep once, and what fails a second time. */
async function sweep(): Promise<void> {
  const { urls, logger, owner } = world.instance;
  const jobs = await startJobs({
    url: urls.main,
    sweeps: world.get(RunSweeps),
    publishingMinutes: 10,
    clock: world.clock,
    logger,
  });
  const inLine = () =>
    owner.database.query(
      'jobs to be done',
      'SELECT FROM jobs.jobs WHERE attempts < max_attempts OR locked_at IS NOT NULL',
    );
  const patience = performance.now() + 2_000;
  while ((await inLine()).rowCount > 0 && performance.now() < patience) await delay(20);
  await jobs.stop(5_000);
}

describe('afterwards', () => {
  /** An operator named a partner and a circle: both are public. */
  const allowed = [canary('foreign circle')];

  it('no table holds a word of it, nor a job', async () => {
    const stored = await rowsStored(world);
    expect([...stored].flatMap(([table, rows]) => search.in(table, rows, [...allowed, ...published]))).toEqual([]);
    const planted = [...stored].filter(([, rows]) => rows.includes(PLANTED)).map(([table]) => table);
    expect(planted.toSorted()).toEqual(['public.circle', 'public.partner']);
  });

  it('no file of the database server holds a word of it: no table, no index, no write-ahead log', async () => {
    const main = await BrokenTables.of(server.superuserUrl('sanctuary'));
    await main.query('CHECKPOINT');
    await main.close();
    const data = join(server.folder, 'data');
    const planted = new Set<string>();
    const found: string[] = [];
    for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const bytes = await readFile(file).catch(() => Buffer.alloc(0)); // Gone since it was listed.
      counted.files += 1;
      counted.megabytes += bytes.length / 1_000_000;
      if (bytes.includes(PLANTED)) planted.add(relative(data, file).split('/')[0] ?? '');
      found.push(...search.in(relative(data, file), bytes, [...allowed, ...published]));
    }
    expect(found).toEqual([]);
    expect([...planted].toSorted()).toEqual(['base', 'pg_wal']);
  });

  it('no log and no figure holds a word of it', async () => {
    const written = { 'the log': world.logLines, "the program's log": programLog, "PostgreSQL's log": databaseLog };
    const metrics = await world.get(Metrics).registry.metrics();
    const found = Object.entries({ ...written, metrics: [metrics] }).flatMap(([where, lines]) =>
      search.in(where, lines.join('\n')),
    );
    expect(found).toEqual([]);
    for (const lines of Object.values(written)) expect(lines.join('')).not.toBe('');
    expect(metrics).toContain('sanctuary_');
  });

  it('no letter holds a word of it, but whom it is for', () => {
    expect(smtp.taken.length).toBeGreaterThan(0);
    const found = smtp.taken.flatMap(({ text }) => search.in('a letter', text.replace(/^To: .*$/m, '')));
    expect(found).toEqual([]);
    report('spilled-data', {
      calls: counted.calls,
      'refused or broken': counted.refused,
      'broken inside': counted.broke,
      'killed in the middle': counted.killed,
      'files searched': counted.files,
      megabytes: Math.round(counted.megabytes),
      letters: smtp.taken.length,
      hits: counted.hits,
    });
  });
});
