/**
 * The floor of the page of requests: the least that a server in Node can do. It knows no viewer, no rules and no GraphQL: one prepared
 * statement for the same rows in the same order, and the same seven fields as JSON.
 */
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const PAGE = {
  name: 'page',
  text: `SELECT id, alias, kind, urgency, posted_on::text AS posted_on, published_cell, bucket FROM request
    WHERE listed AND kind <> 'MONEY' AND (urgency, bucket, id) > ($1::urgency, $2::integer, $3::uuid)
    ORDER BY urgency, bucket, id LIMIT 21`,
};

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', async () => {
    const { first, after } = JSON.parse(Buffer.concat(parts).toString('utf8')).variables;
    const position = after ? after.split(' ') : ['TODAY', -1, '00000000-0000-0000-0000-000000000000'];
    const { rows } = await pool.query({ ...PAGE, values: position });
    const shown = rows.slice(0, first);
    const last = shown.at(-1);
    const edges = shown.map(({ id, alias, kind, urgency, posted_on, published_cell }) => ({
      node: { id, alias, kind, urgency, status: 'OPEN', postedOn: posted_on, area: { cell: published_cell } },
    }));
    const pageInfo = {
      hasNextPage: rows.length > first,
      endCursor: last ? `${last.urgency} ${last.bucket} ${last.id}` : null,
    };
    const text = JSON.stringify({ data: { requests: { edges, pageInfo } } });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  });
});

server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
process.once('SIGTERM', () => process.exit(0));
