/** The movement in numbers, for everybody. */
import { Module } from '@nestjs/common';
import { CountMovement } from './count-movement.js';
import { MovementController } from './movement.controller.js';
import { MovementResolver } from './movement.resolver.js';
import { MovementStore } from './movement.store.js';
import { ReadMovement } from './read-movement.js';

@Module({
  controllers: [MovementController],
  providers: [MovementStore, CountMovement, ReadMovement, MovementResolver],
})
export class MovementModule {}
