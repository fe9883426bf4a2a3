/** Every folder that speaks to the outside, in the order in which a stranger would read them. */
import { ViewerModule } from './access/viewer.module.js';
import { CircleModule } from './circle/circle.module.js';
import { HomeModule } from './home/home.module.js';
import { NoticeModule } from './notice/notice.module.js';
import { NoticeReadingModule } from './notice/notice-reading.module.js';
import { OfferModule } from './offer/offer.module.js';
import { CoordinatorModule } from './partner/coordinator.module.js';

export const featureModules = [
  ViewerModule,
  CoordinatorModule,
  CircleModule,
  HomeModule,
  OfferModule,
  NoticeModule,
  NoticeReadingModule,
];
