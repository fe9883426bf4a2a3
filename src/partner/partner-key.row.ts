/** The key of a partner's frontend (publishable, bound to web origins) or server (secret, with scopes), by its digest. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'partner_key' })
export class PartnerKeyRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  kind: 'PUBLISHABLE' | 'SECRET';

  @Column({ type: 'text' })
  label: string;

  @Column({ type: 'bytea' })
  digest: Buffer;

  @Column({ type: 'text', array: true, default: [] })
  origins: string[];

  @Column({ type: 'text', array: true, default: [] })
  scopes: string[];

  /** YYYY-MM-DD */
  @Column({ name: 'created_on', type: 'date' })
  createdOn: string;

  @Column({ name: 'last_used_on', type: 'date', nullable: true })
  lastUsedOn: string | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  /** Of a key that was rotated: when its overlap with the next one ends. */
  @Column({ name: 'ends_at', type: 'timestamptz', nullable: true })
  endsAt: Date | null;

  /** The key that was rotated into this one. */
  @Column({ type: 'uuid', nullable: true })
  follows: string | null;
}
