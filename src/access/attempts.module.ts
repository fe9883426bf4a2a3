/** Everybody may count what is tried. */
import { Global, Module } from '@nestjs/common';
import { AttemptCounters } from './attempt-counters.js';
import { ForgetAttempts } from './forget-attempts.js';
import { GuessAlarm } from './guess-alarm.js';

@Global()
@Module({
  providers: [AttemptCounters, GuessAlarm, ForgetAttempts],
  exports: [AttemptCounters, GuessAlarm, ForgetAttempts],
})
export class AttemptsModule {}
