/** A member reads its own certificates; the partner that gave one reads it, and may take it back. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { type CertificateRead, CertificateStore } from './certificate.store.js';
import type { Certificate, CertificateStatus } from './certificate.type.js';

@Injectable()
export class Certificates {
  constructor(
    private readonly database: Database,
    private readonly store: CertificateStore,
    private readonly notices: Notices,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async own(viewer: HomeViewer): Promise<Certificate[]> {
    const now = this.clock.now();
    return (await this.store.ofMember(this.database, viewer.memberId)).map((row) => shown(row, now));
  }

  async given(
    viewer: CoordinatorViewer,
    { first, after }: { readonly first: number; readonly after?: string | null },
  ): Promise<Connection<Certificate> | Refused> {
    const list = `certificates ${viewer.partnerId}`;
    const opened = after ? this.cursors.open(list, after) : null;
    if (opened && !opened.accepted) return opened;
    const [issuedOn, id] = opened?.value ?? [];
    const position = opened ? { issuedOn: String(issuedOn), id: String(id) } : null;
    const now = this.clock.now();
    const rows = await this.store.page(this.database, viewer, position, first + 1);
    return pageOf(
      rows,
      first,
      (row) => shown(row, now),
      (row) => this.cursors.seal(list, [row.issuedOn, row.id]),
    );
  }

  /** The home is told, and asks its partner why. */
  async revoke(viewer: CoordinatorViewer, id: string): Promise<Certificate | Refused> {
    if (!isPublicId(id)) return refuse('NOT_FOUND');
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const revoked = await this.store.revoke(tx, viewer, id, now);
      if (revoked === null) return refuse('NOT_FOUND');
      if (revoked === false) return refuse('WRONG_STATE');
      await this.notices.tell(tx, { homeId: revoked.homeId }, 'CERTIFICATE_REVOKED', { kind: 'CERTIFICATE', id }, now);
      const row = await this.store.find(tx, id);
      return row ? shown(row, now) : refuse('NOT_FOUND');
    });
  }
}

function shown({ revokedAt, ...row }: CertificateRead, now: Date): Certificate {
  return { ...row, status: statusOf(revokedAt, row.expiresAt, now) };
}

function statusOf(revokedAt: Date | null, expiresAt: Date, now: Date): CertificateStatus {
  if (revokedAt) return 'REVOKED';
  return expiresAt > now ? 'GOOD' : 'EXPIRED';
}
