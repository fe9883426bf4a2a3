/** The movement in numbers, for everybody, and the map of homes that want to be seen. */
import { Module } from '@nestjs/common';
import { CountMovement } from './count-movement.js';
import { CountMap } from './map/count-map.js';
import { MapResolver } from './map/map.resolver.js';
import { MapStore } from './map/map.store.js';
import { MapCounts } from './map/map-counts.js';
import { MapOfHome } from './map/map-of-home.js';
import { ReadMap } from './map/read-map.js';
import { ShowHome } from './map/show-home.js';
import { MovementController } from './movement.controller.js';
import { MovementResolver } from './movement.resolver.js';
import { MovementStore } from './movement.store.js';
import { ReadMovement } from './read-movement.js';

const map = [MapStore, MapCounts, CountMap, ShowHome, ReadMap, MapOfHome, MapResolver];

@Module({
  controllers: [MovementController],
  providers: [MovementStore, CountMovement, ReadMovement, MovementResolver, ...map],
})
export class MovementModule {}
