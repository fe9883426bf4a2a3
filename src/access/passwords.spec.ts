import { describe, expect, it } from '@jest/globals';
import { isRefused } from '../kernel/decision.js';
import { readConfig } from '../platform/config.js';
import { Settings } from '../platform/instance-parts.js';
import { HashQueue } from '../sealing/hash-queue.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { Passwords } from './passwords.js';

const settings = new Settings(readConfig({ PASSWORD_MEMORY_KIB: '64' }));
const passwordsOf = (root: number, queue = new HashQueue()) =>
  new Passwords(new InstanceSecrets(Buffer.alloc(32, root)), settings, queue);

async function hashOf(passwords: Passwords, password: string): Promise<string> {
  const hash = await passwords.hash(password);
  if (isRefused(hash)) throw new Error('the queue is empty');
  return hash;
}

describe('a password', () => {
  const passwords = passwordsOf(1);

  it('is kept as Argon2id with its cost, each time with another salt', async () => {
    const [one, other] = [await hashOf(passwords, 'correct horse'), await hashOf(passwords, 'correct horse')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=2,p=1\$/);
    expect(other).not.toBe(one);
  });

  it('belongs to the first hash that it made', async () => {
    const kept = await hashOf(passwords, 'correct horse');
    const foreign = await hashOf(passwords, 'another horse');
    expect(await passwords.firstMatch('correct horse', [null, kept])).toBe(1);
    expect(await passwords.firstMatch('correct horse', [kept, kept])).toBe(0);
    expect(await passwords.firstMatch('correct horse', [foreign, null])).toBeNull();
    expect(await passwords.firstMatch('correct horse', [null, null])).toBeNull();
  });

  it('is the same however its accents are typed', async () => {
    const kept = await hashOf(passwords, 'contraseña larga');
    expect(await passwords.firstMatch('contrasen\u0303a larga', [kept])).toBe(0);
  });

  it('opens nothing under another pepper', async () => {
    const kept = await hashOf(passwords, 'correct horse');
    expect(await passwordsOf(2).firstMatch('correct horse', [kept])).toBeNull();
  });

  it('waits its turn, and is told to come back when too many wait', async () => {
    const busy = passwordsOf(1);
    const all = await Promise.all(Array.from({ length: 40 }, () => busy.firstMatch('guess', [null, null])));
    expect(all.filter((one) => one === null)).toHaveLength(18);
    expect(all.filter((one) => isRefused(one) && one.code === 'BUSY')).toHaveLength(22);
  });
});
