/** Coming back with a return code, as the API speaks of it. */
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { Session } from '../access/session.type.js';
import { ViewerType } from '../access/viewer.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';

@InputType({ description: 'The words that the family was shown when it posted.' })
export class ReturnWithCodeInput {
  @Field(() => String, {
    description:
      'Eight words, English or Spanish. Case, accents, punctuation and spaces do not matter, and four letters of a word are enough.',
  })
  @MaxLength(400)
  code: string;
}

@ObjectType({ description: 'The family is back.' })
export class SessionOpened {
  @Field(() => Session, { description: 'The session: 15 idle minutes, a day at most.' })
  session: Session;

  @Field(() => ViewerType, { description: 'The family, as calls with that token come in.' })
  viewer: ViewerType;
}

export const ReturnWithCodeResult = resultUnion('ReturnWithCodeResult', SessionOpened, 'A session, or why not.');
