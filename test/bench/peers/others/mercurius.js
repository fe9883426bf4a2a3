/** Mercurius on Fastify, its queries compiled: the floor's statement under a schema of its own, without viewers or rules. */
import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const PAGE = {
  name: 'page',
  text: `SELECT id, alias, kind, urgency, posted_on::text AS posted_on, published_cell, bucket FROM request
    WHERE listed AND kind <> 'MONEY' AND (urgency, bucket, id) > ($1::urgency, $2::integer, $3::uuid)
    ORDER BY urgency, bucket, id LIMIT 21`,
};

const schema = `
  type Area { cell: String! }
  type HelpRequest { id: ID! alias: String! kind: String! urgency: String! status: String! postedOn: String! area: Area! }
  type Edge { node: HelpRequest! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Page { edges: [Edge!]! pageInfo: PageInfo! }
  type Query { requests(first: Int!, after: String): Page! }`;

const resolvers = {
  Query: {
    async requests(_source, { first, after }) {
      const position = after ? after.split(' ') : ['TODAY', -1, '00000000-0000-0000-0000-000000000000'];
      const { rows } = await pool.query({ ...PAGE, values: position });
      const shown = rows.slice(0, first);
      const last = shown.at(-1);
      return {
        edges: shown.map(({ id, alias, kind, urgency, posted_on, published_cell }) => ({
          node: { id, alias, kind, urgency, status: 'OPEN', postedOn: posted_on, area: { cell: published_cell } },
        })),
        pageInfo: {
          hasNextPage: rows.length > first,
          endCursor: last ? `${last.urgency} ${last.bucket} ${last.id}` : null,
        },
      };
    },
  },
};

const app = Fastify();
await app.register(mercurius, { schema, resolvers, jit: 1, path: '/graphql' });
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${url}\n`);
process.once('SIGTERM', () => process.exit(0));
