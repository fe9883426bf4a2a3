/** The explorer in a browser: its page, and the two files that it is made of. */
import { Controller, Get, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../platform/instance-parts.js';
import { EXPLORER_POLICY, explorerPage } from './explorer-page.js';
import { graphiqlFiles, type StaticFile } from './graphiql-files.js';
import { readSampleTokens } from './sample-access.js';
import { tellStories } from './stories.js';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

@Controller()
export class ExplorerController {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Get()
  async page(@Headers('host') host: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { config } = this.settings;
    // By the name that the browser used as well: a foreign name that leads here must not be handed tokens.
    const onOwnMachine = ['127.0.0.1', '::1', 'localhost'].includes(config.host) && LOOPBACK.test(host ?? '');
    const tokens = onOwnMachine ? await readSampleTokens(config.dataFolder) : null;
    await reply
      .header('content-security-policy', EXPLORER_POLICY)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(explorerPage(tellStories(tokens, this.clock.now())));
  }

  @Get('explorer/graphiql.js')
  async script(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    await send((await graphiqlFiles()).script, known, reply);
  }

  @Get('explorer/graphiql.css')
  async style(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    await send((await graphiqlFiles()).style, known, reply);
  }
}

async function send({ type, gzipped, etag }: StaticFile, known: string | undefined, reply: FastifyReply) {
  reply.header('cache-control', 'no-cache').header('etag', etag);
  if (known === etag) await reply.code(304).send();
  else await reply.header('content-encoding', 'gzip').type(type).send(gzipped);
}
