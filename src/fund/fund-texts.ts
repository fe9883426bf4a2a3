/** What is said of a fund all homes of its partner read: plain, with a title, and nothing in it that leads to a door, a phone or a link. */
import { Injectable } from '@nestjs/common';
import { PublicTexts } from '../gathering/public-texts.js';
import { accept, type Decision } from '../kernel/decision.js';
import type { FundWords } from './fund.store.js';

@Injectable()
export class FundTexts {
  constructor(private readonly texts: PublicTexts) {}

  decide({ title, purpose }: FundWords): Decision<FundWords> {
    const named = this.texts.title(title ?? '', ['title']);
    if (!named.accepted) return named;
    const said = this.texts.text(purpose, ['purpose']);
    return said.accepted ? accept({ title: named.value, purpose: said.value }) : said;
  }
}
