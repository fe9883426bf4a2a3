/** Vouching: homes stand on the word of coordinators and of homes, and earn trust. */
import { Global, Module } from '@nestjs/common';
import { HomeModule } from '../home/home.module.js';
import { BranchStore } from './branch.store.js';
import { ConferTrust } from './confer-trust.js';
import { EarnTrust } from './earn-trust.js';
import { FallenHomes } from './fallen-homes.js';
import { ForgetVouching } from './forget-vouching.js';
import { LeaveUnvouched } from './leave-unvouched.js';
import { MakeVouchCode } from './make-vouch-code.js';
import { PauseBranch } from './pause-branch.js';
import { ReadGivenVouches } from './read-given-vouches.js';
import { ReadTree } from './read-tree.js';
import { ReadTrust } from './read-trust.js';
import { StandingResolver } from './standing.resolver.js';
import { TakeBackVouch } from './take-back-vouch.js';
import { TrustStore } from './trust.store.js';
import { VouchResolver } from './vouch.resolver.js';
import { VouchStore } from './vouch.store.js';
import { VouchByCode } from './vouch-by-code.js';
import { VouchesOfHome } from './vouches-of-home.js';
import { VouchesOfHomeStore } from './vouches-of-home.store.js';
import { WithdrawVouch } from './withdraw-vouch.js';

const stores = [VouchStore, VouchesOfHomeStore, TrustStore, BranchStore];
const vouching = [FallenHomes, VouchByCode, MakeVouchCode, TakeBackVouch, WithdrawVouch, LeaveUnvouched, VouchesOfHome];
const trust = [EarnTrust, ConferTrust, ReadTrust];
const reading = [ReadTree, ReadGivenVouches, PauseBranch];

/** Global for what claims tell it: that a delivery counts. */
@Global()
@Module({
  imports: [HomeModule],
  providers: [...stores, ...vouching, ...trust, ...reading, VouchResolver, StandingResolver, ForgetVouching],
  exports: [EarnTrust],
})
export class VouchingModule {}
