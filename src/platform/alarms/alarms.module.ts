/** Everybody may raise an alarm. */
import { Global, Module } from '@nestjs/common';
import { Alarms } from './alarms.js';

@Global()
@Module({ providers: [Alarms], exports: [Alarms] })
export class AlarmsModule {}
