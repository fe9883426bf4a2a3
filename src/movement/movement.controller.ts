/** What can be shared without signing in: a page, a table and a sign, of which no parameter is ever repeated. */
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Language } from '../kernel/refusals.js';
import type { Paper } from '../platform/pdf/new-pdf.js';
import { movementCsv, movementPage, PAGE_POLICY, SIGN_POLICY, type SignLanguage, windowSign } from './movement-page.js';
import { ReadMovement, totalsOf } from './read-movement.js';
import { windowSignPdf } from './sign-pdf.js';

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
    const sign = windowSign(signLanguage(lang), paperOf(paper));
    await reply.header('content-security-policy', SIGN_POLICY).type('image/svg+xml; charset=utf-8').send(sign);
  }

  @Get('window-sign.pdf')
  async printed(
    @Query('lang') lang: unknown,
    @Query('paper') paper: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sign = await windowSignPdf(signLanguage(lang), paperOf(paper));
    await reply.header('content-security-policy', SIGN_POLICY).type('application/pdf').send(sign);
  }
}

/** Anything else is taken for nothing said. */
function signLanguage(lang: unknown): SignLanguage {
  return lang === 'es' || lang === 'both' ? lang : 'en';
}

function paperOf(paper: unknown): Paper {
  return paper === 'a4' ? 'a4' : 'letter';
}
