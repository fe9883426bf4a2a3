/** How a family comes back. */
import { Module } from '@nestjs/common';
import { RequesterModule } from './requester.module.js';
import { ReturnResolver } from './return.resolver.js';
import { ReturnWithCode } from './return-with-code.js';

@Module({ imports: [RequesterModule], providers: [ReturnResolver, ReturnWithCode] })
export class ReturnModule {}
