/** What can be shared without signing in: a page, a table and a sign, of which no parameter is ever repeated. */
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Language } from '../kernel/refusals.js';
import { movementCsv, movementPage, PAGE_POLICY, SIGN_POLICY, windowSign } from './movement-page.js';
import { ReadMovement, totalsOf } from './read-movement.js';

@Controller()
export class MovementController {
  constructor(private readonly reading: ReadMovement) {}

  @Get('movement')
  async page(@Query('lang') lang: unknown, @Res() reply: FastifyReply): Promise<void> {
    const language: Language = lang === 'es' ? 'es' : 'en';
    const page = movementPage(totalsOf(await this.reading.everything()), language);
    await reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(page);
  }

  @Get('movement.csv')
  async table(@Res() reply: FastifyReply): Promise<void> {
    const table = movementCsv(await this.reading.everything());
    await reply.header('content-security-policy', SIGN_POLICY).type('text/csv; charset=utf-8').send(table);
  }

  @Get('window-sign.svg')
  async sign(@Query('lang') lang: unknown, @Query('paper') paper: unknown, @Res() reply: FastifyReply): Promise<void> {
    const language = lang === 'es' || lang === 'both' ? lang : 'en';
    const sign = windowSign(language, paper === 'a4' ? 'a4' : 'letter');
    await reply.header('content-security-policy', SIGN_POLICY).type('image/svg+xml; charset=utf-8').send(sign);
  }
}
