/** What each folder keeps of a home, in the order in which it ends: what was taken on before what is offered. */
import { ClaimsOfHome } from './claim/claims-of-home.js';
import { CommitmentOfHome } from './commitment/commitment-of-home.js';
import { NotesOfHome } from './coordination/notes-of-home.js';
import { FundsOfHome } from './fund/funds-of-home.js';
import { GatheringsOfHome } from './gathering/gatherings-of-home.js';
import { HomeItself } from './home/ending/home-itself.js';
import type { PartOfHomeClass } from './home/ending/part-of-home.js';
import { MapOfHome } from './movement/map/map-of-home.js';
import { NoticesOfHome } from './notice/notices-of-home.js';
import { OffersOfHome } from './offer/offers-of-home.js';
import { PledgesOfHome } from './pledge/pledges-of-home.js';
import { ReimbursementsOfHome } from './reimbursement/reimbursements-of-home.js';
import { VouchesOfHome } from './vouching/vouches-of-home.js';

export const partsOfHome: readonly PartOfHomeClass[] = [
  HomeItself,
  ClaimsOfHome,
  ReimbursementsOfHome,
  OffersOfHome,
  PledgesOfHome,
  FundsOfHome,
  GatheringsOfHome,
  CommitmentOfHome,
  MapOfHome,
  VouchesOfHome,
  NoticesOfHome,
  NotesOfHome,
];
