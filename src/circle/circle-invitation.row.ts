/** An invitation into a circle: by a coordinator or by a home of it, until it is used up or its 14 days are over. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'circle_invitation' })
export class CircleInvitationRow {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'circle_id', type: 'uuid' })
  circleId: string;

  /** Of its token. */
  @Column({ type: 'bytea' })
  digest: Buffer;

  @Column({ name: 'uses_left', type: 'smallint' })
  usesLeft: number;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;

  /** Who invites: one of the two. */
  @Column({ name: 'home_id', type: 'uuid', nullable: true })
  homeId: string | null;

  @Column({ name: 'coordinator_id', type: 'uuid', nullable: true })
  coordinatorId: string | null;
}
