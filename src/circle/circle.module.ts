/** Circles: groups of homes under a partner, which homes join by invitation, and in which requests begin. */
import { Module } from '@nestjs/common';
import { ScreeningModule } from '../screening/screening.module.js';
import { ChangingCircleStore } from './changing-circle.store.js';
import { CircleResolver } from './circle.resolver.js';
import { CircleStore } from './circle.store.js';
import { CircleAnswer } from './circle-answer.js';
import { CircleForRequest } from './circle-for-request.js';
import { CircleInvitationStore } from './circle-invitation.store.js';
import { CircleLinkResolver } from './circle-link.resolver.js';
import { CircleLinkStore } from './circle-link.store.js';
import { CircleOfViewerResolver } from './circle-of-viewer.resolver.js';
import { InviteToCircle } from './invite-to-circle.js';
import { JoinCircle } from './join-circle.js';
import { LinkCircles } from './link-circles.js';
import { LinkLimit } from './link-limit.js';
import { ManageCircles } from './manage-circles.js';
import { ReadCircles } from './read-circles.js';
import { ShownCirclesStore } from './shown-circles.store.js';
import { SweepCircleInvitations } from './sweep-circle-invitations.js';

@Module({
  imports: [ScreeningModule],
  providers: [
    ChangingCircleStore,
    CircleAnswer,
    CircleForRequest,
    CircleInvitationStore,
    CircleLinkResolver,
    CircleLinkStore,
    CircleOfViewerResolver,
    CircleResolver,
    CircleStore,
    InviteToCircle,
    JoinCircle,
    LinkCircles,
    LinkLimit,
    ManageCircles,
    ReadCircles,
    ShownCirclesStore,
    SweepCircleInvitations,
  ],
  exports: [CircleForRequest, ReadCircles],
})
export class CircleModule {}
