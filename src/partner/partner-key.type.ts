/** Keys of a partner as its admins see them: everything but the key itself, which is shown once. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { KeyScope } from '../kernel/key-scope.js';
import { words } from '../kernel/words.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';

export const PartnerKeyKind = words('PUBLISHABLE', 'SECRET');
export type PartnerKeyKind = keyof typeof PartnerKeyKind;
registerEnumType(PartnerKeyKind, {
  name: 'PartnerKeyKind',
  description: 'What a key is for.',
  valuesMap: {
    PUBLISHABLE: { description: 'For browsers: bound to web origins, posts for families and reads what is public.' },
    SECRET: { description: 'For servers: does what its scopes say. It never goes to a browser.' },
  },
});

@InputType({ description: 'A new key for a frontend or a server of your partner.' })
export class CreatePartnerKeyInput {
  @Field(() => String, { description: 'To tell it from others: 1 to 80 characters.' })
  @MaxLength(320)
  label: string;

  @Field(() => PartnerKeyKind, { description: 'What it is for.' })
  kind: PartnerKeyKind;

  @Field(() => [String], {
    nullable: true,
    description:
      'Of a publishable key, at least one: the web origins that may use it, such as https://help.example.org.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(300, { each: true })
  origins?: string[] | null;

  @Field(() => [KeyScope], { nullable: true, description: 'Of a secret key: what it may do. Left out: nothing.' })
  @IsOptional()
  @ArrayMaxSize(20)
  scopes?: KeyScope[] | null;
}

@InputType({ description: 'Which key is followed by a new one.' })
export class RotatePartnerKeyInput {
  @Field(() => ID, { description: 'The old key, which was neither revoked nor rotated before.' })
  keyId: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'How long the old one works beside the new one: 0 to 168 hours.',
  })
  overlapHours: number;
}

@InputType({ description: 'Which key ends.' })
export class RevokePartnerKeyInput {
  @Field(() => ID, { description: 'The key.' })
  keyId: string;
}

@ObjectType({ description: 'A key of your partner, without the key. Seen by its coordinators with the role ADMIN.' })
export class PartnerKey {
  @Field(() => ID, { description: 'Random. It is no secret, and not the key.' })
  id: string;

  @Field(() => String, { description: 'What tells it from others.' })
  label: string;

  @Field(() => PartnerKeyKind, { description: 'What it is for.' })
  kind: PartnerKeyKind;

  @Field(() => [String], { description: 'Web origins that may use it; of publishable keys.' })
  origins: readonly string[];

  @Field(() => [KeyScope], { description: 'What it may do; of secret keys.' })
  scopes: readonly KeyScope[];

  @Field(() => LocalDateScalar, { description: 'When it was made.' })
  createdOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day of its last use; null when it was never used.',
  })
  lastUsedOn: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it ends, or ended, since it was rotated; null otherwise.',
  })
  endsAt: Date | null;

  @Field(() => Boolean, { description: 'Whether it was revoked.' })
  revoked: boolean;

  @Field(() => ID, { nullable: true, description: 'The key that was rotated into this one, if any.' })
  follows: string | null;
}

@ObjectType({ description: 'A key, shown this once: only its digest is kept.' })
export class PartnerKeyMade {
  @Field(() => ID, { description: 'What it is called from now on.' })
  keyId: string;

  @Field(() => String, { description: 'The key itself ("shp_…" or "shs_…").' })
  key: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the key that it follows ends; null when it follows none.',
  })
  oldEndsAt: Date | null;
}

@ObjectType({ description: 'The key is dead here, and within ten seconds everywhere.' })
export class PartnerKeyRevoked {
  @Field(() => ID, { description: 'Which one.' })
  keyId: string;
}

export const MakePartnerKeyResult = resultUnion(
  'MakePartnerKeyResult',
  PartnerKeyMade,
  'The key, or why there is none.',
);
export const RevokePartnerKeyResult = resultUnion('RevokePartnerKeyResult', PartnerKeyRevoked, 'Revoked, or why not.');
