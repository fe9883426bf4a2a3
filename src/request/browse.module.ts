/** Lists of requests, and what everybody may know of them: with the snapshots that both rest on. */
import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { BrowseRequests } from './browse-requests.js';
import { BrowseRequestsResolver } from './browse-requests.resolver.js';
import { BrowseRequestsStore } from './browse-requests.store.js';
import { NeedsResolver } from './needs.resolver.js';
import { ReadNeeds } from './read-needs.js';
import { RequestModule } from './request.module.js';
import { PublishCells } from './sweeps/publish-cells.js';
import { PublishNeeds } from './sweeps/publish-needs.js';
import { ReshufflePresence } from './sweeps/reshuffle-presence.js';
import { ToldPages } from './told-pages.js';

@Module({
  imports: [AccessModule, RequestModule],
  providers: [
    BrowseRequests,
    BrowseRequestsStore,
    BrowseRequestsResolver,
    NeedsResolver,
    ReadNeeds,
    PublishNeeds,
    PublishCells,
    ReshufflePresence,
    ToldPages,
  ],
})
export class BrowseModule {}
