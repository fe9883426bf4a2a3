/** Everybody may count what is tried. */
import { Global, Module } from '@nestjs/common';
import { AttemptCounters } from './attempt-counters.js';
import { ForgetAttempts } from './forget-attempts.js';
import { GuessAlarm } from './guess-alarm.js';
import { RewordingLimit } from './rewording-limit.js';

@Global()
@Module({
  providers: [AttemptCounters, GuessAlarm, ForgetAttempts, RewordingLimit],
  exports: [AttemptCounters, GuessAlarm, ForgetAttempts, RewordingLimit],
})
export class AttemptsModule {}
