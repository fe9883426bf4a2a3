/** Partners: their keys, what they look after, and what an operator does with them. */
import { Module } from '@nestjs/common';
import { AgreedAreaStore } from './agreed-area.store.js';
import { AskForAreas } from './ask-for-areas.js';
import { ChangePartner } from './change-partner.js';
import { CreatePartner } from './create-partner.js';
import { CreatePartnerKey } from './create-partner-key.js';
import { DutyStore } from './duty.store.js';
import { EnsureHostPartner } from './ensure-host-partner.js';
import { PartnerForPlace } from './looking-after.js';
import { PartnerStore } from './partner.store.js';
import { PartnerKeyStore } from './partner-key.store.js';
import { PartnerKeys } from './partner-keys.js';
import { PartnerListStore } from './partner-list.store.js';
import { PartnerProfileStore } from './partner-profile.store.js';
import { ProgramStore } from './program.store.js';
import { ReadPartners } from './read-partners.js';
import { ReadProfiles } from './read-profiles.js';
import { RevokePartnerKey } from './revoke-partner-key.js';
import { RotatePartnerKey } from './rotate-partner-key.js';
import { SettleAreas } from './settle-areas.js';
import { WhoIsOnDuty } from './who-is-on-duty.js';

const forOthers = [
  PartnerKeys,
  PartnerForPlace,
  CreatePartner,
  CreatePartnerKey,
  RevokePartnerKey,
  EnsureHostPartner,
  ReadPartners,
  RotatePartnerKey,
  WhoIsOnDuty,
  ReadProfiles,
  ChangePartner,
  SettleAreas,
];

@Module({
  providers: [
    PartnerStore,
    PartnerKeyStore,
    PartnerListStore,
    DutyStore,
    PartnerProfileStore,
    AgreedAreaStore,
    AskForAreas,
    ProgramStore,
    ...forOthers,
  ],
  exports: forOthers,
})
export class PartnerModule {}
