/** A digest of something erased, in whichever database it was: triggers write it, and sweeps note it in the journal. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'erased' })
export class ErasedRow {
  @PrimaryColumn({ type: 'bytea' })
  digest: Buffer;

  @Column({ name: 'noted_on', type: 'date', nullable: true })
  notedOn: string | null;

  /** In which journals it is noted: each machine may keep one. */
  @Column({ type: 'uuid', array: true })
  journals: string[];
}
