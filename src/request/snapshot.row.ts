/** The tables of the snapshots: public counts, cells that requests may be published in, and when either was taken. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HelpKind } from '../kernel/help.js';

@Entity({ name: 'area_need' })
export class AreaNeedRow {
  @PrimaryColumn({ type: 'text' })
  cell: string;

  @PrimaryColumn({ type: 'enum', enum: ['GROCERY', 'RIDE', 'MONEY', 'TIME'], enumName: 'help_kind' })
  kind: HelpKind;

  @Column({ name: 'open_requests', type: 'integer' })
  openRequests: number;
}

@Entity({ name: 'publishable_cell' })
export class PublishableCellRow {
  @PrimaryColumn({ type: 'text' })
  cell: string;

  @Column({ name: 'taken_on', type: 'date' })
  takenOn: string;
}

@Entity({ name: 'snapshot' })
export class SnapshotRow {
  @PrimaryColumn({ type: 'text' })
  name: string;

  @Column({ name: 'taken_on', type: 'date' })
  takenOn: string;
}
