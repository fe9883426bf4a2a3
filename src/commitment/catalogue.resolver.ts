/** The catalogue of steps, read by anybody. */
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { AllowAnyone } from '../access/allow.guard.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import { ReadCatalogue } from './read-catalogue.js';
import { Audience, CommitmentCatalogue, CommitmentStep, Practice } from './step.type.js';

@Resolver(() => CommitmentStep)
export class CatalogueResolver {
  constructor(private readonly catalogue: ReadCatalogue) {}

  @Query(() => CommitmentCatalogue, {
    description:
      "Anyone: the steps of a sanctuary home in the language of Accept-Language (en or es), with those that your partner has added: the partner of the home, of the coordinator, or of the frontend's key.",
  })
  @AllowAnyone()
  commitmentCatalogue(
    @CurrentViewer() viewer: Viewer,
    @CurrentLanguage() language: Language,
    @Args('audience', {
      type: () => Audience,
      nullable: true,
      description: 'Only what is meant for them; left out: all.',
    })
    audience: Audience | null,
    @Args('practice', { type: () => Practice, nullable: true, description: 'Only this practice; left out: all seven.' })
    practice: Practice | null,
  ): Promise<CommitmentCatalogue> {
    return this.catalogue.execute(viewer, { audience: audience ?? null, practice: practice ?? null }, language);
  }

  @Query(() => CommitmentStep, {
    nullable: true,
    description:
      'Anyone: one step of the catalogue that you see. Null when there is none of that id for you, or it is retired.',
  })
  @AllowAnyone()
  step(
    @Args('id', { type: () => ID, description: 'Of the step.' }) id: string,
    @CurrentViewer() viewer: Viewer,
    @CurrentLanguage() language: Language,
  ): Promise<CommitmentStep | null> {
    return this.catalogue.one(viewer, id, language);
  }
}
