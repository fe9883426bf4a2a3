/** An admin makes, rotates and revokes the keys of its own partner. */
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import { CreatePartnerKey } from './create-partner-key.js';
import {
  CreatePartnerKeyInput,
  MakePartnerKeyResult,
  PartnerKey,
  type PartnerKeyMade,
  type PartnerKeyRevoked,
  RevokePartnerKeyInput,
  RevokePartnerKeyResult,
  RotatePartnerKeyInput,
} from './partner-key.type.js';
import { ReadPartners } from './read-partners.js';
import { RevokePartnerKey } from './revoke-partner-key.js';
import { RotatePartnerKey } from './rotate-partner-key.js';

const FOR_ADMINS = 'Coordinators with the role ADMIN, of their own partner;';

@Resolver()
export class PartnerKeyResolver {
  constructor(
    private readonly reading: ReadPartners,
    private readonly creating: CreatePartnerKey,
    private readonly rotating: RotatePartnerKey,
    private readonly revoking: RevokePartnerKey,
  ) {}

  @Query(() => [PartnerKey], {
    description: `${FOR_ADMINS} all its keys, a hundred of those that ended included, never a key itself.`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  partnerKeys(@CurrentViewer() viewer: CoordinatorViewer): Promise<PartnerKey[]> {
    return this.reading.keys(viewer.partnerId);
  }

  @Mutation(() => MakePartnerKeyResult, {
    description: `${FOR_ADMINS} makes a key, which is shown this once. At most a hundred that stand (TOO_MANY_ATTEMPTS).`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async createPartnerKey(
    @Args('input') { label, kind, origins, scopes }: CreatePartnerKeyInput,
    @CurrentViewer() { partnerId }: CoordinatorViewer,
  ): Promise<PartnerKeyMade | Refused> {
    if (kind === 'SECRET' && origins?.length) return refuse('INVALID_INPUT', ['origins']);
    if (kind === 'PUBLISHABLE' && scopes?.length) return refuse('INVALID_INPUT', ['scopes']);
    const made = await this.creating.execute(
      kind === 'SECRET'
        ? { partnerId, label, kind, scopes: scopes ?? [] }
        : { partnerId, label, kind, origins: origins ?? [] },
    );
    return isRefused(made) ? made : { keyId: made.keyId, key: made.token, oldEndsAt: null };
  }

  @Mutation(() => MakePartnerKeyResult, {
    description: `${FOR_ADMINS} makes a key like another one, which goes on until the overlap ends. WRONG_STATE when that was rotated or revoked before.`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async rotatePartnerKey(
    @Args('input') input: RotatePartnerKeyInput,
    @CurrentViewer() { partnerId }: CoordinatorViewer,
  ): Promise<PartnerKeyMade | Refused> {
    const made = await this.rotating.execute(input, partnerId);
    return isRefused(made) ? made : { keyId: made.keyId, key: made.token, oldEndsAt: made.oldEndsAt };
  }

  @Mutation(() => RevokePartnerKeyResult, {
    description: `${FOR_ADMINS} ends a key for good, within ten seconds everywhere.`,
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async revokePartnerKey(
    @Args('input') input: RevokePartnerKeyInput,
    @CurrentViewer() { partnerId }: CoordinatorViewer,
  ): Promise<PartnerKeyRevoked | Refused> {
    const revoked = await this.revoking.execute(input, partnerId);
    return isRefused(revoked) ? revoked : { keyId: input.keyId };
  }
}
