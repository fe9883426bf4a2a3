/** Messages are sent inside a claim; they are read there too. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { FamilyViewer, HomeViewer } from '../kernel/viewer.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { SendMessageInput } from './claim.input.js';
import { MessageResult, type MessageSent, shownMessage } from './message.type.js';
import { SendMessage } from './send-message.js';

@Resolver()
export class MessageResolver {
  constructor(private readonly sending: SendMessage) {}

  @Mutation(() => MessageResult, {
    description:
      'Writes to the other side of a claim while it lives, from acceptance on; for its home and its family, at most 200 messages in all.',
  })
  @Allow('FAMILY', 'HOME')
  async sendMessage(
    @Args('input') { claimId, text }: SendMessageInput,
    @CurrentContext() { viewer }: CallContext,
  ): Promise<MessageSent | Refused> {
    // The guard lets no other viewers through.
    const sent = await this.sending.execute(viewer as FamilyViewer | HomeViewer, claimId, text);
    return isRefused(sent) ? sent : { sent: shownMessage(sent) };
  }
}
