/** What becomes of a message that is sent. */
import { Field, ObjectType } from '@nestjs/graphql';
import { HalfDayOfType } from '../calendar/window.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { Message } from './claim.type.js';
import type { ClaimMessage } from './claim-messages.js';

@ObjectType({ description: 'The message was sealed and sent; the other side is told that there is one.' })
export class MessageSent {
  // Not `message`: a refusal has one of its own, and an operation may ask for both.
  @Field(() => Message, { description: 'The message, as it was sent.' })
  sent: Message;
}

export const MessageResult = resultUnion('MessageResult', MessageSent, 'The message, or why it was not sent.');

export function shownMessage({ id, author, text, writtenHalf }: ClaimMessage): Message {
  return { id, author, text, writtenOn: HalfDayOfType.from(writtenHalf) };
}
