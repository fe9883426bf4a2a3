/** The table of what is missing where. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HelpKind } from '../kernel/help.js';
import type { MissingOffer } from './domain/missing-offer.js';

@Entity({ name: 'unmet_need' })
export class UnmetNeedRow {
  @PrimaryColumn({ type: 'text' })
  cell: string;

  @PrimaryColumn({ type: 'enum', enum: ['GROCERY', 'RIDE', 'MONEY', 'TIME'], enumName: 'help_kind' })
  kind: HelpKind;

  @PrimaryColumn({ type: 'text' })
  missing: MissingOffer;

  @Column({ name: 'open_requests', type: 'integer' })
  openRequests: number;
}
