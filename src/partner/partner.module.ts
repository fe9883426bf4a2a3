/** Partners: their keys and what they look after. */
import { Module } from '@nestjs/common';
import { PartnerKeyStore } from './partner-key.store.js';
import { PartnerKeys } from './partner-keys.js';

@Module({ providers: [PartnerKeyStore, PartnerKeys], exports: [PartnerKeys] })
export class PartnerModule {}
