/** What a person should be woken for: a line in the log, a figure, and a letter to the operator; never an id, never a word of anybody. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { hours } from '../../kernel/duration.js';
import { Settings } from '../instance-parts.js';
import { Logger } from '../logger.js';
import { type Letter, Mailer, senderDomain } from '../mail/mailer.js';
import { Metrics } from '../metrics/metrics.js';
import { type AlarmCode, alarmTexts } from './alarm-code.js';

const HOUR = hours(1);

@Injectable()
export class Alarms {
  /** In which hour the last letter of each alarm left, or is leaving. */
  private readonly hourOfLetter = new Map<AlarmCode, number>();

  constructor(
    private readonly settings: Settings,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  /** Returns at once and never throws: whoever raises an alarm has something else to do. */
  raise(code: AlarmCode): void {
    this.logger.alarm(code);
    this.metrics.countAlarm(code);
    const { operatorEmail } = this.settings.config;
    const now = this.clock.now();
    const hour = Math.floor(now.getTime() / HOUR);
    if (operatorEmail === undefined || this.hourOfLetter.get(code) === hour) return;
    this.hourOfLetter.set(code, hour);
    void this.send(code, hour, operatorEmail, now);
  }

  private async send(code: AlarmCode, hour: number, to: string, date: Date): Promise<void> {
    try {
      if ((await this.mailer.send(this.letter(code, hour, to, date))) === 'TAKEN') return;
    } catch (error) {
      this.logger.failure('the letter of an alarm did not leave', error, { code });
    }
    // The next alarm of its kind tries again.
    this.hourOfLetter.delete(code);
  }

  /** Several processes may notice the same thing: theirs is one letter, under one Message-ID. */
  private letter(code: AlarmCode, hour: number, to: string, date: Date): Letter {
    const domain = senderDomain(this.settings.config.mailFrom);
    const { meaning, lookAt } = alarmTexts[code];
    return {
      to,
      subject: `Sanctuary Homes: alarm ${code}`,
      text: [
        meaning,
        '',
        lookAt,
        '',
        'There is at most one letter an hour for each alarm: the log and sanctuary_alarms_total have all of them.',
        '',
      ].join('\n'),
      language: 'en',
      messageId: `<alarm.${code}.${hour}@${domain}>`,
      date,
    };
  }
}
