/** Circles: groups of homes under a partner. Here there is one, the host partner's. */
import { Module } from '@nestjs/common';
import { CircleStore } from './circle.store.js';
import { CircleOfViewerResolver } from './circle-of-viewer.resolver.js';
import { ReadCircles } from './read-circles.js';

@Module({ providers: [CircleStore, ReadCircles, CircleOfViewerResolver], exports: [ReadCircles] })
export class CircleModule {}
