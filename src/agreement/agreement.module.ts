/** Agreements: what the homes of a partner promise before they see requests. */
import { Module } from '@nestjs/common';
import { AgreementResolver } from './agreement.resolver.js';
import { AgreementStore } from './agreement.store.js';
import { Agreements } from './agreements.js';

@Module({ providers: [AgreementStore, Agreements, AgreementResolver] })
export class AgreementModule {}
