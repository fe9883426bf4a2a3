/** A family's own phone: staying signed in on it, coming back by its PIN, and signing it out with one tap. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.guard.js';
import { viewerTypeOf } from '../access/viewer.type.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { FamilyViewer } from '../kernel/viewer.js';
import { CurrentViewer } from '../platform/graphql/call-context.js';
import {
  ForgetPhoneInput,
  ForgetPhoneResult,
  type PhoneForgotten,
  ReturnWithPinInput,
  ReturnWithPinResult,
  type StayingSignedIn,
  StaySignedInInput,
  StaySignedInResult,
} from './phone.type.js';
import { PhoneSessions } from './phone-sessions.js';
import { SessionOpened } from './return.type.js';
import { ReturnWithPin } from './return-with-pin.js';
import { StaySignedIn } from './stay-signed-in.js';

@Resolver()
export class PhoneResolver {
  constructor(
    private readonly staying: StaySignedIn,
    private readonly returning: ReturnWithPin,
    private readonly phones: PhoneSessions,
  ) {}

  @Mutation(() => StaySignedInResult, {
    description:
      'A family on its own phone: stays signed in for 7 days behind a PIN. signOut of this session, forgetPhone and five wrong PINs end it. A phone that this session was kept on before is signed out. PIN_UNFIT: not six to twelve digits, or among the first that anybody would try.',
  })
  @Allow('FAMILY')
  async staySignedIn(
    @Args('input') { pin }: StaySignedInInput,
    @CurrentViewer() viewer: FamilyViewer,
  ): Promise<StayingSignedIn | Refused> {
    return this.staying.execute(viewer, pin);
  }

  @Mutation(() => ReturnWithPinResult, {
    description:
      'Opens a session with what a phone keeps and the family’s PIN. For anybody, also through a partner’s frontend. PIN_WRONG: try again, five times in a row at most. PHONE_SIGNED_OUT: the token is over, was signed out or never was; the family comes back with its return code.',
  })
  @Allow('PUBLIC', 'PARTNER', 'FAMILY')
  async returnWithPin(@Args('input') { phoneToken, pin }: ReturnWithPinInput) {
    const back = await this.returning.execute(phoneToken, pin);
    if (isRefused(back)) return back;
    return Object.assign(new SessionOpened(), { session: back.session, viewer: viewerTypeOf(back.viewer) });
  }

  @Mutation(() => ForgetPhoneResult, {
    description:
      'Signs a phone out, and with it the sessions that were opened on it: one tap, no PIN, no session. For anybody who holds the token; the answer is the same for a token that never was.',
  })
  @Allow('PUBLIC', 'PARTNER', 'FAMILY')
  async forgetPhone(@Args('input') { phoneToken }: ForgetPhoneInput): Promise<PhoneForgotten> {
    await this.phones.end(phoneToken);
    return { forgotten: true };
  }
}
