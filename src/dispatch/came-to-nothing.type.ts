/** Why something came to nothing, in the codes and words of refusals. */
import { Field, ObjectType } from '@nestjs/graphql';
import { type Language, type RefusalCode, refusalMessage } from '../kernel/refusals.js';
import { RefusalCodeEnum } from '../platform/graphql/refusal.type.js';

@ObjectType({ description: 'Why a plan, or a line of one, came to nothing.' })
export class CameToNothing {
  @Field(() => RefusalCodeEnum, { description: 'For programs.' })
  code: RefusalCode;

  @Field(() => String, { description: 'For people, in the language of Accept-Language (en or es).' })
  text: string;

  static from(code: RefusalCode, language: Language): CameToNothing {
    return { code, text: refusalMessage(code, language) };
  }
}
