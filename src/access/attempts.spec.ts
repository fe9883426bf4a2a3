import { describe, expect, it } from '@jest/globals';
import { Attempts } from './attempts.js';

const attempts = () => new Attempts({ what: 'client', most: 3, seconds: 60 }, { what: 'email', most: 2, seconds: 60 });

describe('attempts', () => {
  it('are refused beyond the smallest limit, with the time to wait', async () => {
    const limited = attempts();
    expect(await limited.begin(['c1', 'e1'])).toBeNull();
    expect(await limited.begin(['c1', 'e1'])).toBeNull();
    expect(await limited.begin(['c1', 'e1'])).toEqual({
      accepted: false,
      code: 'TOO_MANY_ATTEMPTS',
      retryAfterSeconds: 60,
    });
  });

  it('do not count for the client when the e-mail stopped them', async () => {
    const limited = attempts();
    await limited.begin(['c2', 'e1']);
    await limited.begin(['c2', 'e1']);
    for (let count = 0; count < 5; count += 1) expect(await limited.begin(['c1', 'e1'])).not.toBeNull();
    expect(await limited.begin(['c1', 'e2'])).toBeNull();
  });

  it('are counted before they are made: many at once are no way around', async () => {
    const limited = attempts();
    const all = await Promise.all(Array.from({ length: 20 }, (_, at) => limited.begin(['c1', `e${at}`])));
    expect(all.filter((refused) => refused === null)).toHaveLength(3);
  });

  it('that were given back do not count', async () => {
    const limited = attempts();
    for (let count = 0; count < 10; count += 1) {
      expect(await limited.begin(['c1', 'e1'])).toBeNull();
      await limited.giveBack(['c1', 'e1']);
    }
  });
});
