/** The tables of what keeps homes away from a request, its sealed part, and the tokens by which families are counted. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HandoffScheme } from './domain/handoff.js';

@Entity({ name: 'request_block' })
export class RequestBlockRow {
  @PrimaryColumn({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;
}

@Entity({ name: 'request_hidden' })
export class RequestHiddenRow {
  @PrimaryColumn({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;
}

@Entity({ schema: 'sealed', name: 'handoff' })
export class HandoffRow {
  @PrimaryColumn({ name: 'request_id', type: 'uuid' })
  requestId: string;

  @Column({ type: 'text' })
  scheme: HandoffScheme;

  @Column({ name: 'data_key_id', type: 'uuid', nullable: true })
  dataKeyId: string | null;

  @Column({ type: 'bytea' })
  box: Buffer;
}

@Entity({ name: 'area_presence' })
export class AreaPresenceRow {
  @PrimaryColumn({ type: 'text' })
  cell: string;

  @PrimaryColumn({ type: 'integer' })
  epoch: number;

  @PrimaryColumn({ type: 'bytea' })
  token: Buffer;
}
