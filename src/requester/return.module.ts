/** How a family comes back: by its words, or on its own phone. */
import { Module } from '@nestjs/common';
import { PhoneResolver } from './phone.resolver.js';
import { RequesterModule } from './requester.module.js';
import { ReturnResolver } from './return.resolver.js';
import { ReturnWithCode } from './return-with-code.js';
import { ReturnWithPin } from './return-with-pin.js';
import { StaySignedIn } from './stay-signed-in.js';

@Module({
  imports: [RequesterModule],
  providers: [ReturnResolver, ReturnWithCode, PhoneResolver, ReturnWithPin, StaySignedIn],
})
export class ReturnModule {}
