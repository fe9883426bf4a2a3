/** Gatherings as the API shows them: anybody learns when and in which area, whoever has a place learns where. */
import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { localTimeAt } from '../calendar/local-time.js';
import type { Mode as ModeOf } from '../kernel/help.js';
import type { Language } from '../kernel/refusals.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import { Area } from '../place/place.type.js';
import { DateTimeScalar, LocalDateScalar, LocaleScalar, TimeZoneScalar } from '../platform/graphql/scalars.js';
import { Mode } from '../platform/graphql/words.type.js';
import { type GatheringKind, GatheringStatus, statusOf } from './domain/gathering.js';
import type { GatheringRead } from './read-gatherings.store.js';

registerEnumType(GatheringStatus, {
  name: 'GatheringStatus',
  description: 'Where a session or an action stands.',
  valuesMap: {
    OPEN: { description: 'One may sign up; when it is full, for the waiting list.' },
    CLOSED: { description: 'Signing up is over, and it has not begun.' },
    BEGUN: { description: 'It is under way.' },
    OVER: { description: 'It is over.' },
    CANCELLED: { description: 'It was called off. All who had signed up were told.' },
  },
});

@ObjectType('ExactPlace', {
  description:
    'Where a session or an action is exactly, and how to join. Members of homes that have a place, while it stands and their home is vouched for and not paused; coordinators of the partner whose it is.',
})
export class ExactPlaceType {
  @Field(() => String, { nullable: true, description: 'The address; null when it is remote.' })
  address: string | null;

  @Field(() => String, { nullable: true, description: 'How to join or find it: a link, a door, whom to ask.' })
  howToJoin: string | null;
}

@InterfaceType('Gathering', {
  description:
    'A session of a training or an action of a campaign. Anybody reads it, at a coarse place; `exactPlace` and `mySignUp` say who sees more.',
  resolveType: ({ kind }: { kind: GatheringKind }) => (kind === 'SESSION' ? 'TrainingSession' : 'Action'),
})
export abstract class Gathering {
  /** Not in the schema: for the fields that other reads fill in. */
  kind: GatheringKind;
  trainingId: string | null;
  campaignId: string | null;
  trainingTopic: TrainingTopic | null;

  @Field(() => ID, { description: 'Random, and the same for good.' })
  id: string;

  @Field(() => String, { description: 'What it is, as its partner says.' })
  title: string;

  @Field(() => GatheringStatus, { description: 'Where it stands now.' })
  status: GatheringStatus;

  @Field(() => String, { description: 'The name of the partner whose it is.' })
  partner: string;

  @Field(() => Mode, { description: 'In person or remote.' })
  mode: ModeOf;

  @Field(() => Area, {
    nullable: true,
    description: 'Where it is, as far as anybody may know: a cell of resolution 5 or coarser. Null when it is remote.',
  })
  area: Area | null;

  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  startsAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends.' })
  endsAt: Date;

  @Field(() => TimeZoneScalar, { description: 'The IANA time zone whose clock it goes by.' })
  timeZone: string;

  @Field(() => LocalDateScalar, { description: 'The date on which it begins, in its time zone.' })
  startsOn: string;

  @Field(() => String, { description: 'What the clock shows when it begins, in its time zone: "18:30".' })
  startsAtLocal: string;

  @Field(() => [LocaleScalar], { description: 'The languages in which it is held (BCP 47).' })
  languages: string[];

  @Field(() => DateTimeScalar, { description: 'Until when one may sign up.' })
  signUpClosesAt: Date;

  @Field(() => Int, { nullable: true, description: 'How many fit; null when as many may come as like.' })
  capacity: number | null;

  @Field(() => Int, { nullable: true, description: 'How many places are left; null when there is no limit.' })
  placesLeft: number | null;

  @Field(() => Int, { description: 'How many wait for a place.' })
  waiting: number;
}

/** As its interface has it; the concrete types add fields that other reads fill in. */
export function gatheringOf(row: GatheringRead, now: Date, language: Language): Gathering {
  const { id, kind, trainingId, campaignId, topic, title, partner, mode, languages, capacity, taken, waiting } = row;
  const local = localTimeAt(row.startsAt, row.timeZone);
  return {
    ...{ id, kind, trainingId, campaignId, trainingTopic: topic, title, partner, mode, languages, capacity, waiting },
    status: statusOf(row, now),
    area: row.cell === null ? null : Area.from(row.cell, language),
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    timeZone: row.timeZone,
    startsOn: local.date,
    startsAtLocal: local.time,
    signUpClosesAt: row.signUpClosesAt,
    placesLeft: capacity === null ? null : capacity - taken,
  };
}
