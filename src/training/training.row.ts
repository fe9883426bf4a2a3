/** What a partner trains homes in. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TrainingTopic } from '../kernel/training-topic.js';

@Entity({ name: 'training' })
export class TrainingRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'partner_id', type: 'uuid' })
  partnerId: string;

  @Column({ type: 'text' })
  topic: TrainingTopic;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'text', array: true })
  languages: string[];

  /** Null: it gives no certificate. */
  @Column({ name: 'certificate_days', type: 'integer', nullable: true })
  certificateDays: number | null;

  /** YYYY-MM-DD */
  @Column({ name: 'listed_on', type: 'date' })
  listedOn: string;

  /** Since when it is given no more. */
  @Column({ name: 'retired_on', type: 'date', nullable: true })
  retiredOn: string | null;
}
