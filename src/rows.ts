/** Every table's row, named one by one: TypeORM finds nothing by a pattern. */
import { PersonSessionRow } from './access/person-session.row.js';
import { CircleRow } from './circle/circle.row.js';
import { HomeRow } from './home/home.row.js';
import { HomeMemberRow } from './home/home-member.row.js';
import { OfferCapacityRow, OfferLineRow, OfferPeriodRow, OfferRow, OfferWindowRow } from './offer/offer.row.js';
import { CoordinatorRow } from './partner/coordinator.row.js';
import { PartnerRow } from './partner/partner.row.js';
import { PartnerAreaRow } from './partner/partner-area.row.js';
import { PartnerKeyRow } from './partner/partner-key.row.js';

export const mainRows = [
  PartnerRow,
  PartnerAreaRow,
  PartnerKeyRow,
  CircleRow,
  CoordinatorRow,
  HomeRow,
  HomeMemberRow,
  PersonSessionRow,
  OfferRow,
  OfferLineRow,
  OfferWindowRow,
  OfferPeriodRow,
  OfferCapacityRow,
];
export const keyStoreRows = [];
