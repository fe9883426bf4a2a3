/** A thousand homes claim the same single thing at the same moment: who gets it, and how long the others wait for their no. */
import { randomUUID } from 'node:crypto';
import { type BenchInstance, openBenchInstance } from './instance.js';
import { type Neighbours, writeHomes } from './neighbours.js';
import { type Answered, type Caller, callerOf } from './post.js';
import { percentile, rounded } from './table.js';

const CLAIM = `mutation ($input: ClaimRequestInput!) {
  claimRequest(input: $input) { __typename ... on Refusal { code } }
}`;

interface Round {
  readonly placed: number;
  readonly codes: ReadonlyMap<string, number>;
  readonly waits: readonly number[];
  /** As the database has it afterwards. */
  readonly held: number;
}

export async function measureLine(rounds: number, callers: number) {
  const instance = await openBenchInstance();
  try {
    const neighbours = await writeHomes(instance.client, callers);
    const caller = callerOf(new URL('/graphql', instance.service.url), callers);
    // Connections are there and the code is warm, as in a service that runs.
    await play(instance, neighbours, caller);
    const each: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      each.push(await play(instance, neighbours, caller));
      if ((round + 1) % 20 === 0) process.stdout.write(`  ${round + 1} rounds\n`);
    }
    caller.close();
    return report(each, callers);
  } finally {
    await instance.close();
  }
}

async function play(instance: BenchInstance, { partnerId, tokens }: Neighbours, caller: Caller): Promise<Round> {
  const requestId = await writeRequest(instance, partnerId);
  const date = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const input = { requestId, plannedFor: { date, half: 'AFTERNOON' } };
  const body = JSON.stringify({ query: CLAIM, variables: { input } });
  const answers = await Promise.all(tokens.map((token) => caller.post(body, token)));
  const codes = new Map<string, number>();
  for (const answer of answers) {
    const code = outcomeOf(answer);
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  const { rows } = await instance.client.query<{ held: number }>(
    'SELECT held + fulfilled AS held FROM occurrence_line WHERE request_id = $1',
    [requestId],
  );
  return {
    placed: codes.get('ClaimPlaced') ?? 0,
    codes,
    waits: answers.map(({ milliseconds }) => milliseconds),
    held: rows[0]?.held ?? 0,
  };
}

/** What happened, the code of a refusal, or that neither came. */
function outcomeOf({ status, text }: Answered): string {
  const { data, errors } = JSON.parse(text) as {
    data?: { claimRequest: { __typename: string; code?: string } } | null;
    errors?: readonly { extensions: { code: string } }[];
  }; // Of the mutation above.
  const outcome = data?.claimRequest;
  return outcome?.code ?? outcome?.__typename ?? `${status} ${errors?.[0]?.extensions.code ?? ''}`;
}

/** One bag of groceries, whenever, to which the family says yes itself: nothing is sealed of it, so no yes can stand beforehand. */
async function writeRequest({ client }: BenchInstance, partnerId: string): Promise<string> {
  const [id, line, occurrence] = [randomUUID(), randomUUID(), randomUUID()];
  await client.query(
    `INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, posted_on, bucket, expires_at, published)
     VALUES ($1, 'GROCERY', $2, $3, 'THIS_WEEK', 'ME', '862a10727ffffff', 'America/New_York', '2026-06-01', 41000, '2100-01-01', true)`,
    [id, `Bench ${id}`, partnerId],
  );
  await client.query(
    `INSERT INTO grocery_request (request_id, household_size, substitutions, payer, drop_off)
     VALUES ($1, 'ONE', 'NONE', 'HOME', 'DOORSTEP')`,
    [id],
  );
  await client.query(
    `INSERT INTO request_line (id, request_id, position, unit, quantity, divisible) VALUES ($1, $2, 0, 'BAG', 1, true)`,
    [line, id],
  );
  await client.query('INSERT INTO occurrence (id, request_id) VALUES ($1, $2)', [occurrence, id]);
  await client.query(
    'INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity) VALUES ($1, $2, $3, 1)',
    [occurrence, line, id],
  );
  return id;
}

function report(each: readonly Round[], callers: number) {
  const waits = each.flatMap((round) => round.waits);
  const slowest = each.map((round) => Math.max(...round.waits));
  const outcomes = new Map<string, number>();
  for (const [code, count] of each.flatMap(({ codes }) => [...codes])) {
    outcomes.set(code, (outcomes.get(code) ?? 0) + count);
  }
  const figures = {
    rounds: each.length,
    callers,
    exactlyOne: each.filter(({ placed, held }) => placed === 1 && held === 1).length,
    doubles: each.filter(({ placed, held }) => placed > 1 || held > 1).length,
    none: each.filter(({ placed }) => placed === 0).length,
    outcomes: Object.fromEntries(outcomes),
    waitMs: {
      p50: rounded(percentile(waits, 0.5), 0),
      p99: rounded(percentile(waits, 0.99), 0),
      max: rounded(Math.max(...slowest), 0),
    },
  };
  return {
    figures,
    table: {
      title: `${callers.toLocaleString('en-US')} homes claim one line of quantity 1 at once`,
      columns: ['rounds', 'exactly one', 'doubles', 'nobody', 'wait p50 ms', 'p99 ms', 'longest ms', 'answers'],
      rows: [
        [
          ...[figures.rounds, figures.exactlyOne, figures.doubles, figures.none],
          ...[figures.waitMs.p50, figures.waitMs.p99, figures.waitMs.max],
          [...outcomes].map(([code, count]) => `${code} ${count}`).join(', '),
        ],
      ],
    },
  };
}
