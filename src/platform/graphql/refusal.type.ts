/** How a refusal looks to a frontend: a code to act on, and a sentence to show. */
import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Refused } from '../../kernel/decision.js';
import { type Language, type RefusalCode, refusalMessage, refusals } from '../../kernel/refusals.js';

const codes = Object.keys(refusals) as RefusalCode[]; // The keys of the catalogue are its codes.

export const RefusalCodeEnum = Object.fromEntries(codes.map((code) => [code, code]));

registerEnumType(RefusalCodeEnum, {
  name: 'RefusalCode',
  description: 'Why something was refused. Nothing was changed, and no message repeats what was sent.',
  valuesMap: Object.fromEntries(codes.map((code) => [code, { description: refusals[code].when }])),
});

@ObjectType({ description: 'What you asked for was not done, and nothing was changed.' })
export class Refusal {
  @Field(() => RefusalCodeEnum, { description: 'The reason, for programs.' })
  code: RefusalCode;

  @Field(() => String, { description: 'The reason, for people, in the language of Accept-Language (en or es).' })
  message: string;

  @Field(() => [String], {
    nullable: true,
    description: 'The input field that is meant, outermost first; never its content.',
  })
  path: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Seconds after which trying again makes sense.' })
  retryAfterSeconds: number | null;

  static from(refused: Refused, language: Language): Refusal {
    const refusal = new Refusal();
    refusal.code = refused.code;
    refusal.message = refusalMessage(refused.code, language);
    refusal.path = refused.path ? [...refused.path] : null;
    refusal.retryAfterSeconds = refused.retryAfterSeconds ?? null;
    return refusal;
  }
}
