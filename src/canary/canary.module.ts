/** Canaries are noticed wherever somebody names one. */
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { HomeModule } from '../home/home.module.js';
import { CanaryGuard } from './canary.guard.js';

@Module({
  imports: [HomeModule],
  providers: [{ provide: APP_GUARD, useClass: CanaryGuard }],
})
export class CanaryModule {}
