/** Partners as the API shows them: to anybody what they say of themselves, to their own coordinators how they stand. */
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import type { HelpKind as HelpKindWord } from '../kernel/help.js';
import { PartnerLevel } from '../kernel/partner-level.js';
import type { Language } from '../kernel/refusals.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { GraphQLH3Cell, LocalDateScalar, LocaleScalar } from '../platform/graphql/scalars.js';
import { HelpKind } from '../platform/graphql/words.type.js';
import type { Program } from './program.store.js';
import { contactIn, type ProfileWithPrograms } from './read-profiles.js';

registerEnumType(PartnerLevel, {
  name: 'PartnerLevel',
  description:
    'Where a partner stands among others. It gives nobody a right: a partner sees and does only what is its own.',
  valuesMap: {
    NATIONAL: { description: 'For the whole country.' },
    AFFILIATE: { description: 'For a state or a region.' },
    LOCAL: { description: 'For a town or a neighbourhood.' },
  },
});

@InputType({ description: 'How a family reaches somebody outside this service. Anybody may read it.' })
export class ContactInput {
  @Field(() => String, { nullable: true, description: 'In English: one line, up to 200 characters.' })
  @IsOptional()
  @MaxLength(800)
  en?: string | null;

  @Field(() => String, { nullable: true, description: 'In Spanish: one line, up to 200 characters.' })
  @IsOptional()
  @MaxLength(800)
  es?: string | null;
}

@InputType({ description: 'What your partner says of itself. What is left out stays as it is.' })
export class UpdatePartnerInput {
  @Field(() => [LocaleScalar], { nullable: true, description: 'Languages that its people speak (BCP 47).' })
  @IsOptional()
  @ArrayMaxSize(50)
  languages?: string[] | null;

  @Field(() => [GraphQLH3Cell], {
    nullable: true,
    description:
      'Cells of resolution 2 to 4 in which it looks after what no program and nobody else does, once the host partner has agreed to them or to one around them.',
  })
  @IsOptional()
  @ArrayMaxSize(1_000)
  areas?: string[] | null;

  @Field(() => ContactInput, { nullable: true, description: 'Whom a family phones. Replaces both languages.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ContactInput)
  contactForFamilies?: ContactInput | null;
}

@InputType({ description: 'A new program of your partner.' })
export class AddProgramInput {
  @Field(() => String, { description: 'What families read: 1 to 120 characters, unlike its other programs.' })
  @MaxLength(480)
  name: string;

  @Field(() => [HelpKind], { description: 'What it helps with; at least one.' })
  @ArrayMaxSize(10)
  kinds: HelpKindWord[];

  @Field(() => [LocaleScalar], { defaultValue: [], description: "Its languages; left out, the partner's." })
  @ArrayMaxSize(50)
  languages: string[];

  @Field(() => [GraphQLH3Cell], {
    defaultValue: [],
    description:
      'Cells of resolution 2 to 4 in which it looks after requests of its kinds, once the host partner has agreed to them. None: it is told of, and looks after nothing.',
  })
  @ArrayMaxSize(1_000)
  areas: string[];

  @Field(() => ContactInput, { nullable: true, description: "Whom a family phones; left out, the partner's." })
  @IsOptional()
  @ValidateNested()
  @Type(() => ContactInput)
  contactForFamilies?: ContactInput | null;
}

@InputType({ description: 'What changes of a program. What is left out stays as it is.' })
export class ChangeProgramInput {
  @Field(() => ID, { description: 'A program of your own partner that goes on.' })
  programId: string;

  @Field(() => String, { nullable: true, description: 'What families read: 1 to 120 characters.' })
  @IsOptional()
  @MaxLength(480)
  name?: string | null;

  @Field(() => [HelpKind], { nullable: true, description: 'What it helps with; at least one.' })
  @IsOptional()
  @ArrayMaxSize(10)
  kinds?: HelpKindWord[] | null;

  @Field(() => [LocaleScalar], { nullable: true, description: "Its languages; empty, the partner's." })
  @IsOptional()
  @ArrayMaxSize(50)
  languages?: string[] | null;

  @Field(() => [GraphQLH3Cell], {
    nullable: true,
    description: 'Cells of resolution 2 to 4. New ones count once the host partner has agreed to them.',
  })
  @IsOptional()
  @ArrayMaxSize(1_000)
  areas?: string[] | null;

  @Field(() => ContactInput, { nullable: true, description: 'Whom a family phones. Replaces both languages.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ContactInput)
  contactForFamilies?: ContactInput | null;
}

@InputType({ description: 'Which program ends.' })
export class EndProgramInput {
  @Field(() => ID, { description: 'A program of your own partner that goes on.' })
  programId: string;
}

@ObjectType({ description: 'What a partner offers. Public.' })
export class PartnerProgram {
  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => [HelpKind], { description: 'What it helps with.' })
  kinds: HelpKindWord[];

  @Field(() => [LocaleScalar], { description: "Its languages; empty: the partner's." })
  languages: string[];

  @Field(() => [GraphQLH3Cell], {
    description:
      "Where it looks after requests: cells of resolution 2 to 4. For its partner's coordinators those that wait as well.",
  })
  areas: string[];

  @Field(() => String, {
    nullable: true,
    description: "Whom a family phones, in your language if there are both; null: the partner's.",
  })
  contactForFamilies: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it ended; null while it goes on.' })
  endedOn: string | null;

  static from(program: Program, language: Language): PartnerProgram {
    return Object.assign(new PartnerProgram(), program, { contactForFamilies: contactIn(program, language) });
  }
}

@ObjectType({ description: 'An organisation that looks after requests. Public: so that a family finds whom to phone.' })
export class Partner {
  @Field(() => String, { description: 'What it is called.' })
  name: string;

  @Field(() => PartnerLevel, { description: 'Where it stands among others.' })
  level: PartnerLevel;

  @Field(() => String, { nullable: true, description: 'The name of the partner that it belongs to, if any.' })
  parent: string | null;

  @Field(() => [String], { description: 'The names of those that belong to it.' })
  children: string[];

  @Field(() => [LocaleScalar], { description: 'Languages that its people speak.' })
  languages: string[];

  @Field(() => [GraphQLH3Cell], {
    description:
      'Where it looks after what no program does: cells of resolution 2 to 4. For its own coordinators those that wait as well.',
  })
  areas: string[];

  @Field(() => [GraphQLH3Cell], {
    description:
      'Cells that it or one of its programs named, and that count once the host partner agrees. For its own coordinators; empty for everybody else.',
  })
  areasWaiting: string[];

  @Field(() => String, { nullable: true, description: 'Whom a family phones, in your language if there are both.' })
  contactForFamilies: string | null;

  @Field(() => [PartnerProgram], {
    description: 'Its programs that go on; for its own coordinators those that ended as well.',
  })
  programs: PartnerProgram[];

  static from({ profile, programs }: ProfileWithPrograms, language: Language): Partner {
    const { name, level, parent, children, languages, areas, areasWaiting } = profile;
    return Object.assign(
      new Partner(),
      { name, level, parent, children, languages, areas, areasWaiting },
      {
        contactForFamilies: contactIn(profile, language),
        programs: programs.map((program) => PartnerProgram.from(program, language)),
      },
    );
  }
}

@ObjectType({ description: 'Your partner says something else of itself from now on.' })
export class PartnerUpdated {
  @Field(() => Partner, { description: 'Your partner as it is now.' })
  partner: Partner;
}

export const UpdatePartnerResult = resultUnion(
  'UpdatePartnerResult',
  PartnerUpdated,
  'Your partner, or why it did not change.',
);
