/** Setting offers aside, taking them up again, taking them back. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { ChangeOffer, type OfferChange } from './change-offer.js';
import {
  ChangeOfferResult,
  type OfferChanged,
  PauseOfferInput,
  ResumeOfferInput,
  WithdrawOfferInput,
} from './offer-results.type.js';
import { ReadOffer } from './read-offer.js';

@Resolver()
export class ChangeOfferResolver {
  constructor(
    private readonly changing: ChangeOffer,
    private readonly reading: ReadOffer,
  ) {}

  @Mutation(() => ChangeOfferResult, {
    description:
      'Homes: nobody else finds or claims the offer until you resume it. Claims that were made before go on.',
  })
  @Allow('HOME')
  pauseOffer(
    @Args('input') { offerId }: PauseOfferInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Promise<OfferChanged | Refused> {
    return this.change(viewer, 'PAUSE', offerId, language);
  }

  @Mutation(() => ChangeOfferResult, { description: 'Homes: a paused offer is open again, with what is left of it.' })
  @Allow('HOME')
  resumeOffer(
    @Args('input') { offerId }: ResumeOfferInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Promise<OfferChanged | Refused> {
    return this.change(viewer, 'RESUME', offerId, language);
  }

  @Mutation(() => ChangeOfferResult, {
    description:
      'Homes: takes the offer back for good. Claims that were made before go on: whoever cannot keep one releases or retracts it.',
  })
  @Allow('HOME')
  withdrawOffer(
    @Args('input') { offerId }: WithdrawOfferInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Promise<OfferChanged | Refused> {
    return this.change(viewer, 'WITHDRAW', offerId, language);
  }

  private async change(
    viewer: HomeViewer,
    change: OfferChange,
    offerId: string,
    language: Language,
  ): Promise<OfferChanged | Refused> {
    const changed = await this.changing.execute(viewer, change, offerId);
    if (isRefused(changed)) return changed;
    const offer = await this.reading.execute(viewer, offerId, language);
    return isRefused(offer) ? offer : { offer };
  }
}
