/** Whoever came gets the certificate of the session, once; what was marked by mistake is corrected with its certificate. */
import { Injectable } from '@nestjs/common';
import { GatheringsInHand } from '../gathering/gatherings-in-hand.js';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { NoticeCode } from '../notice/notice-code.js';
import { Notices } from '../notice/notices.js';
import type { Transaction } from '../platform/database/transaction.js';
import { AttendanceStore } from './attendance.store.js';
import { type CertificateOf, CertificateStore } from './certificate.store.js';
import { decideAttendance, type Mark } from './domain/attendance.js';

export interface AttendanceTaken {
  readonly sessionId: string;
  readonly marked: number;
  readonly certificates: number;
}

@Injectable()
export class TakeAttendance {
  constructor(
    private readonly sessions: GatheringsInHand,
    private readonly store: AttendanceStore,
    private readonly certificates: CertificateStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(
    viewer: CoordinatorViewer,
    sessionId: string,
    marks: readonly Mark[],
  ): Promise<AttendanceTaken | Refused> {
    const now = this.clock.now();
    const odd = marks.findIndex(({ signUpId }) => !isPublicId(signUpId));
    return this.sessions.take(viewer, 'SESSION', sessionId, async (tx, session) => {
      if (odd >= 0) return refuse('NOT_FOUND', ['marks', String(odd), 'signUpId']);
      const ids = marks.map(({ signUpId }) => signUpId);
      const signedUp = await this.store.signedUp(tx, viewer, sessionId, ids);
      const decision = decideAttendance(session, signedUp, marks, now);
      if (!decision.accepted) return decision;
      await this.store.write(tx, decision);
      const certificates = await this.follow(tx, sessionId, decision.value, now);
      return { sessionId, marked: decision.value.length, certificates };
    });
  }

  private async follow(tx: Transaction, sessionId: string, marks: readonly Mark[], now: Date): Promise<number> {
    const those = (attendance: Mark['attendance']) =>
      marks.flatMap((mark) => (mark.attendance === attendance ? [mark.signUpId] : []));
    const on = now.toISOString().slice(0, 10);
    const issued = await this.certificates.issue(tx, sessionId, those('ATTENDED'), on);
    const withdrawn = await this.certificates.withdraw(tx, sessionId, those('ABSENT'));
    await this.tell(tx, issued, 'CERTIFICATE_ISSUED', now);
    await this.tell(tx, withdrawn, 'CERTIFICATE_REVOKED', now);
    return issued.length;
  }

  private async tell(tx: Transaction, of: readonly CertificateOf[], code: NoticeCode, now: Date): Promise<void> {
    for (const { id, homeId } of of) {
      await this.notices.tell(tx, { homeId }, code, { kind: 'CERTIFICATE', id }, now);
    }
  }
}
