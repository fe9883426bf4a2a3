/** `returnWithCode`: the only door for families, and one that says as little as it can. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { callingClient } from '../access/calling-client.js';
import { viewerTypeOf } from '../access/viewer.type.js';
import { isRefused } from '../kernel/decision.js';
import { type CallContext, CurrentContext } from '../platform/graphql/call-context.js';
import { ReturnWithCodeInput, ReturnWithCodeResult, SessionOpened } from './return.type.js';
import { ReturnWithCode } from './return-with-code.js';

@Resolver()
export class ReturnResolver {
  constructor(private readonly returning: ReturnWithCode) {}

  @Mutation(() => ReturnWithCodeResult, {
    description:
      'Opens a session with a return code. For anybody, also through a partner’s frontend. CODE_TYPO: the words form no code, and no attempt was counted. CODE_UNKNOWN: a code that opens nothing; 5 an hour for one code and 20 for one client, then TOO_MANY_ATTEMPTS; whoever has the right code gets in all the same, also from an address that others guess from.',
  })
  @Allow('PUBLIC', 'PARTNER', 'FAMILY')
  async returnWithCode(@Args('input') { code }: ReturnWithCodeInput, @CurrentContext() context: CallContext) {
    const back = await this.returning.execute(code, callingClient(context));
    if (isRefused(back)) return back;
    return Object.assign(new SessionOpened(), { session: back.session, viewer: viewerTypeOf(back.viewer) });
  }
}
