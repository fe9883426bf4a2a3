/** Who came, and the certificates that follow from it. */
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { HomeCard } from '../home/home.type.js';
import { ReadHomes } from '../home/read-homes.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext, CurrentViewer, loaderOf } from '../platform/graphql/call-context.js';
import type { Connection } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import {
  type AttendanceTaken,
  Certificate,
  CertificateConnection,
  type CertificateRevoked,
  RevokeCertificateInput,
  RevokeCertificateResult,
  TakeAttendanceInput,
  TakeAttendanceResult,
} from './certificate.type.js';
import { Certificates } from './certificates.js';
import { TakeAttendance } from './take-attendance.js';

@Resolver(() => Certificate)
export class CertificateResolver {
  constructor(
    private readonly attendance: TakeAttendance,
    private readonly certificates: Certificates,
    private readonly homes: ReadHomes,
  ) {}

  @Mutation(() => TakeAttendanceResult, {
    description:
      'Coordinators: who came to a session of your own partner, from its beginning until a week after it. Whoever came gets its certificate; correcting takes one back.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN', 'DISPATCHER')
  takeAttendance(
    @Args('input') { sessionId, marks }: TakeAttendanceInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<AttendanceTaken | Refused> {
    return this.attendance.execute(viewer, sessionId, marks);
  }

  @Mutation(() => RevokeCertificateResult, {
    description: 'Coordinators: a certificate that your own partner gave counts no more. The home is told.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async revokeCertificate(
    @Args('input') { certificateId }: RevokeCertificateInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<CertificateRevoked | Refused> {
    const certificate = await this.certificates.revoke(viewer, certificateId);
    return isRefused(certificate) ? certificate : { certificate };
  }

  @Query(() => [Certificate], {
    description:
      'Homes: your own certificates, not those of other members of your home; the last to expire first. Kept until 90 days after they count no more.',
  })
  @Allow('HOME')
  myCertificates(@CurrentViewer() viewer: HomeViewer): Promise<Certificate[]> {
    return this.certificates.own(viewer);
  }

  @Query(() => CertificateConnection, {
    description: 'Coordinators: the certificates that your own partner gave, the latest first.',
  })
  @Allow('COORDINATOR')
  certificatesGiven(
    @Args() page: PageArgs,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<Connection<Certificate> | Refused> {
    return this.certificates.given(viewer, page);
  }

  @ResolveField(() => HomeCard, { description: 'The home that it is of: its short name, circle and tier.' })
  home(@Parent() { homeId }: Certificate, @CurrentContext() context: CallContext) {
    return loaderOf(context, 'home-cards', (ids) => this.homes.cards(ids)).load(homeId);
  }
}
