/** `HelpRequest.lookedAfterBy`: whom a family can phone about its request. */
import { Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type LookedAfter, ReadProfiles } from '../partner/read-profiles.js';
import { type CallContext, CurrentContext, loaderOf } from '../platform/graphql/call-context.js';
import { LocaleScalar } from '../platform/graphql/scalars.js';
import { HelpRequest } from './request.type.js';

@ObjectType({ description: 'Who looks after a request. Seen by its family and by coordinators.' })
class LookedAfterBy {
  @Field(() => String, { description: 'The name of the partner.' })
  partner: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name of its program for such requests there, if it has one.',
  })
  program: string | null;

  @Field(() => String, { nullable: true, description: 'Whom to phone, in your language if there are both.' })
  contactForFamilies: string | null;

  @Field(() => [LocaleScalar], { description: 'In which languages.' })
  languages: string[];
}

@Resolver(() => HelpRequest)
export class LookedAfterResolver {
  constructor(private readonly reading: ReadProfiles) {}

  @ResolveField(() => LookedAfterBy, {
    nullable: true,
    description:
      'Who looks after it, and whom the family can phone. For the family and coordinators; null for everybody else.',
  })
  async lookedAfterBy(
    @Parent() { partnerId, kind, area }: HelpRequest,
    @CurrentContext() context: CallContext,
  ): Promise<LookedAfter | null> {
    const { viewer, language } = context;
    if (viewer.kind !== 'FAMILY' && viewer.kind !== 'COORDINATOR') return null;
    const key = JSON.stringify({ partnerId, kind, cell: area.cell });
    return loaderOf(context, 'looked-after', async (keys) => {
      const found = await this.reading.lookingAfter(
        keys.map((its) => JSON.parse(its)),
        language,
      );
      return new Map(found.flatMap((its, at) => (its ? [[keys[at] ?? '', its] as const] : [])));
    }).load(key);
  }
}
