/** An alarm is told three ways, its letter once an hour, and whoever raises it is never held up. */
import { describe, expect, it } from '@jest/globals';
import { TestClock } from '../../../test/world/test-clock.js';
import { readConfig } from '../config.js';
import { Settings } from '../instance-parts.js';
import { Logger } from '../logger.js';
import { type Delivery, type Letter, Mailer } from '../mail/mailer.js';
import { Metrics } from '../metrics/metrics.js';
import { Alarms } from './alarms.js';

class KeptMail extends Mailer {
  readonly letters: Letter[] = [];
  answer: Delivery | 'DEAD' = 'TAKEN';

  async send(letter: Letter): Promise<Delivery> {
    this.letters.push(letter);
    if (this.answer === 'DEAD') throw new Error('no server at smtp://person:secret@mail.example');
    return this.answer;
  }
}

function instance(environment: Record<string, string> = { OPERATOR_EMAIL: 'night@operator.example' }) {
  const lines: string[] = [];
  const mail = new KeptMail();
  const clock = new TestClock();
  const metrics = new Metrics();
  const logger = new Logger('info', { write: (line: string) => lines.push(line) });
  const alarms = new Alarms(new Settings(readConfig(environment)), logger, metrics, mail, clock);
  return { alarms, lines, mail, clock, metrics };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('Alarms', () => {
  it('are a line at level error with the code, a figure and a letter', async () => {
    const { alarms, lines, mail, metrics } = instance();
    alarms.raise('CANARY_REACHED');
    await settled();
    const line: unknown = JSON.parse(lines[0] ?? '');
    expect(line).toEqual({ level: 50, time: expect.any(Number), code: 'CANARY_REACHED', msg: 'an alarm was raised' });
    expect(await metrics.registry.metrics()).toContain('sanctuary_alarms_total{alarm="CANARY_REACHED"} 1');
    expect(mail.letters).toHaveLength(1);
    expect(mail.letters[0]?.to).toBe('night@operator.example');
  });

  it('write one letter an hour for each code', async () => {
    const { alarms, lines, mail, clock } = instance();
    for (let again = 0; again < 5; again += 1) alarms.raise('HOME_PAUSED');
    alarms.raise('CODE_GUESSING');
    await settled();
    expect(mail.letters).toHaveLength(2);
    expect(lines).toHaveLength(6);
    clock.advance({ hours: 1 });
    alarms.raise('HOME_PAUSED');
    await settled();
    expect(mail.letters).toHaveLength(3);
    expect(mail.letters[2]?.messageId).not.toBe(mail.letters[0]?.messageId);
  });

  it.each(['DEAD', 'LATER', 'REFUSED'] as const)(
    'try again when the letter was %s, and throw nothing',
    async (answer) => {
      const { alarms, lines, mail } = instance();
      mail.answer = answer;
      alarms.raise('KEYS_UNREACHABLE');
      await settled();
      mail.answer = 'TAKEN';
      alarms.raise('KEYS_UNREACHABLE');
      alarms.raise('KEYS_UNREACHABLE');
      await settled();
      expect(mail.letters).toHaveLength(2);
      expect(lines.join()).not.toContain('secret');
    },
  );

  it('write to nobody when nobody was named', async () => {
    const { alarms, lines, mail } = instance({});
    alarms.raise('CHAIN_BROKEN');
    await settled();
    expect(mail.letters).toHaveLength(0);
    expect(lines).toHaveLength(1);
  });

  it('are refused a mailbox that is no address', () => {
    expect(() => instance({ OPERATOR_EMAIL: 'night operator' })).toThrow('OPERATOR_EMAIL takes one e-mail address.');
  });
});
