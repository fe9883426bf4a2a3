/** Calendars over plain HTTP: the address alone is the right to read, so it stands in no log and is asked for at no other door. */
import { createHash } from 'node:crypto';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallContextFactory } from '../../access/call-context-factory.js';
import { isRefused } from '../../kernel/decision.js';
import type { Language } from '../../kernel/refusals.js';
import { CalendarFeeds } from './calendar-feeds.js';
import { CalendarLimits } from './calendar-limits.js';

const FILE = /^([A-Za-z0-9_-]{1,64})\.ics$/;

@Controller('calendar')
export class CalendarController {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly limits: CalendarLimits,
    private readonly contexts: CallContextFactory,
  ) {}

  @Get('partners/:file')
  async partner(
    @Param('file') file: string,
    @Query('lang') lang: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answer(request, reply, () => this.feeds.ofPartner(nameIn(file), languageIn(lang)));
  }

  @Get(':file')
  async link(
    @Param('file') file: string,
    @Query('lang') lang: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answer(request, reply, () => this.feeds.ofLink(nameIn(file), languageIn(lang)));
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    read: () => Promise<string | null>,
  ): Promise<void> {
    const begun = await this.limits.begin(this.contexts.clientDigestOf(request));
    if (isRefused(begun)) {
      const seconds = begun.retryAfterSeconds ?? 3_600;
      await reply.code(429).header('retry-after', String(seconds)).send({ code: begun.code });
      return;
    }
    const calendar = await read();
    if (calendar === null) {
      await reply.code(404).send({ code: 'NOT_FOUND' });
      return;
    }
    await begun.giveBack();
    await send(calendar, request, reply);
  }
}

/** A calendar program asks every few minutes: nothing new costs it a line. Only it may keep what it read. */
async function send(calendar: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`;
  reply.header('cache-control', 'private, no-cache').header('etag', etag);
  if (request.headers['if-none-match'] === etag) await reply.code(304).send();
  else await reply.type('text/calendar; charset=utf-8').send(calendar);
}

function nameIn(file: string): string {
  return FILE.exec(file)?.[1] ?? '';
}

/** Calendar programs say no language of their own: the address does. */
function languageIn(lang: unknown): Language {
  return lang === 'es' ? 'es' : 'en';
}
