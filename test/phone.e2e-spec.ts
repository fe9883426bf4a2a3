/** A family's own phone: a week behind a PIN, one tap to sign out, and nothing on it that opens or tells anything. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { digestToken } from '../src/sealing/opaque-token.js';
import { FamilyPhone, type PhoneStorage, type Send, STORED_NAME } from './phone/family-phone.js';
import { lockWhenLeft } from './phone/lock-when-left.js';
import { sendTo } from './phone/send-by-fetch.js';
import { aRide, comeBack, post, rideInput, type TestRequest } from './world/families.js';
import { World } from './world/world.js';

const PIN = '481 516';
const WRONG = '907214';
const MINE = '{ myRequests { id } }';

class MemoryStorage implements PhoneStorage {
  private readonly items = new Map<string, string>();
  getItem = (name: string) => this.items.get(name) ?? null;
  setItem = (name: string, value: string) => void this.items.set(name, value);
  removeItem = (name: string) => void this.items.delete(name);
  /** All that somebody finds who looks through it. */
  get content(): string {
    return JSON.stringify([...this.items]);
  }
}

describe("a family's own phone", () => {
  let world: World;
  let family: TestRequest;
  let storage: MemoryStorage;
  let phone: FamilyPhone;
  let online: boolean;
  let sendNow: Send;
  beforeAll(async () => {
    world = await World.open();
    sendNow = sendTo(`${await world.app.getUrl()}/graphql`);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    family = await aRide(world);
    storage = new MemoryStorage();
    online = true;
    phone = aPhone();
    expect(await phone.comeBack(family.returnCode ?? '')).toBeNull();
  });

  const send: Send = (document, variables, token) =>
    online ? sendNow(document, variables, token) : Promise.reject(new TypeError('fetch failed'));
  const aPhone = (kept: PhoneStorage = storage, by = send) => new FamilyPhone(kept, by, () => world.clock.now());
  const phoneToken = () => storage.getItem(STORED_NAME)?.split(' ')[0] ?? '';
  const seesItsRequest = async (which = phone) =>
    expect(await which.ask(MINE)).toEqual({ myRequests: [{ id: family.requestId }] });
  const rows = async () =>
    (
      await world.instance.keyStore.database.query<{ failures: number }>(
        'phone-rows',
        'SELECT failures FROM phone_session WHERE digest = $1',
        [digestToken(phoneToken())],
      )
    ).rows;

  it('comes back by its PIN for seven days, also after the page was closed', async () => {
    expect(await phone.stay(PIN)).toBeNull();
    phone.lock();
    expect(await phone.comeBackWithPin(PIN.replace(' ', ''))).toBeNull();
    await seesItsRequest();
    world.clock.advance({ days: 7, minutes: -1 });
    const again = aPhone();
    expect(again.isKept).toBe(true);
    expect(await again.comeBackWithPin(PIN)).toBeNull();
    world.clock.advance({ minutes: 1 });
    again.lock();
    expect(await again.comeBackWithPin(PIN)).toBe('PHONE_SIGNED_OUT');
    expect(again.isKept).toBe(false);
    expect(await phone.comeBack(family.returnCode ?? '')).toBeNull();
  });

  it('keeps one token and its last day, and no code, no PIN, no session and no request', async () => {
    expect(storage.content).toBe('[]');
    await phone.stay(PIN);
    const lastDay = new Date(world.clock.now().getTime() + 7 * 24 * 3_600_000).toISOString().slice(0, 10);
    const token = expect.stringMatching(new RegExp(`^shd_[\\w-]{43} ${lastDay}$`));
    expect(JSON.parse(storage.content)).toEqual([[STORED_NAME, token]]);
    await phone.ask(MINE);
    expect(JSON.parse(storage.content)).toHaveLength(1);
    phone.lock();
    await expect(phone.ask(MINE)).rejects.toThrow('UNAUTHENTICATED');
  });

  it('is signed out by one tap: token, session and row are gone', async () => {
    await phone.stay(PIN);
    const token = storage.getItem(STORED_NAME) ?? '';
    await phone.signOut();
    expect([storage.content, phone.isOpen, phone.isKept]).toEqual(['[]', false, false]);
    storage.setItem(STORED_NAME, token);
    expect(await rows()).toEqual([]);
    expect(await phone.comeBackWithPin(PIN)).toBe('PHONE_SIGNED_OUT');
  });

  it('forgets by itself when its week is over, also if nobody asks the service', async () => {
    await phone.stay(PIN);
    online = false;
    world.clock.advance({ days: 8 });
    expect(aPhone().isKept).toBe(false);
    expect(storage.content).toBe('[]');
  });

  it('forgets without a network too', async () => {
    await phone.stay(PIN);
    online = false;
    await phone.signOut();
    expect(storage.content).toBe('[]');
  });

  it('takes along the sessions that were opened on it', async () => {
    await phone.stay(PIN);
    const other = aPhone();
    await other.comeBackWithPin(PIN);
    await seesItsRequest(other);
    await phone.signOut();
    await expect(other.ask(MINE)).rejects.toThrow('UNAUTHENTICATED');
  });

  it('takes along, too, what it was kept as by an earlier session', async () => {
    await phone.stay(PIN);
    const before = phoneToken();
    const again = aPhone();
    await again.comeBack(family.returnCode ?? '');
    expect(await again.stay('772904')).toBeNull();
    storage.setItem(STORED_NAME, `${before} 9999-12-31`);
    expect(await rows()).toEqual([]);
  });

  it('makes one try of two taps', async () => {
    await phone.stay(PIN);
    phone.lock();
    expect(await Promise.all([phone.comeBackWithPin(WRONG), phone.comeBackWithPin(WRONG)])).toEqual([
      'PIN_WRONG',
      'PIN_WRONG',
    ]);
    expect(await rows()).toEqual([{ failures: 1 }]);
  });

  it('is signed out after five wrong PINs in a row, not after five in all', async () => {
    await phone.stay(PIN);
    for (const attempt of [1, 2, 3, 4]) {
      expect([attempt, await phone.comeBackWithPin(WRONG)]).toEqual([attempt, 'PIN_WRONG']);
    }
    expect(await phone.comeBackWithPin(PIN)).toBeNull();
    expect(await rows()).toEqual([{ failures: 0 }]);
    for (const attempt of [1, 2, 3, 4]) {
      expect([attempt, await phone.comeBackWithPin(WRONG)]).toEqual([attempt, 'PIN_WRONG']);
    }
    expect(await phone.comeBackWithPin(WRONG)).toBe('PHONE_SIGNED_OUT');
    expect(storage.content).toBe('[]');
  });

  it('has no more than five PINs tried when many are tried at once', async () => {
    await phone.stay(PIN);
    const guesses = Array.from({ length: 20 }, (_, at) => aPhone().comeBackWithPin(String(482_913 + 7 * at)));
    const answers = await Promise.all(guesses);
    // The fifth finds out that it was the last; what comes after it is not tried.
    expect(answers.filter((code) => code === 'PIN_WRONG').length).toBeLessThanOrEqual(4);
    expect(new Set(answers)).toEqual(new Set(['PIN_WRONG', 'PHONE_SIGNED_OUT']));
    expect(await phone.comeBackWithPin(PIN)).toBe('PHONE_SIGNED_OUT');
  });

  it.each(['12345', '123456', '111111', 'abcdef', ''])('refuses the PIN %s, and keeps nothing', async (pin) => {
    expect(await phone.stay(pin)).toBe('PIN_UNFIT');
    expect(storage.content).toBe('[]');
  });

  it('is kept once: what this session was kept on before is signed out', async () => {
    await phone.stay(PIN);
    const before = storage.getItem(STORED_NAME) ?? '';
    await phone.stay('772904');
    expect(storage.getItem(STORED_NAME)).not.toBe(before);
    storage.setItem(STORED_NAME, before);
    expect(await rows()).toEqual([]);
  });

  it('opens nothing of a family that erased everything', async () => {
    await phone.stay(PIN);
    const kept = storage.getItem(STORED_NAME) ?? '';
    const token = await comeBack(world, family.returnCode);
    await world.ask('mutation { eraseRequester(input: { confirm: true }) { __typename } }', {}, { token });
    expect(await aPhone().comeBackWithPin(PIN)).toBe('PHONE_SIGNED_OUT');
    storage.setItem(STORED_NAME, kept);
    expect(await rows()).toEqual([]);
  });

  it('answers a token that never was like one that is over, and is never replayed', async () => {
    const never = `shd_${'A'.repeat(43)}`;
    const forget = 'mutation ($input: ForgetPhoneInput!) { forgetPhone(input: $input) { __typename } }';
    expect(await world.ask(forget, { input: { phoneToken: never } })).toEqual({
      forgetPhone: { __typename: 'PhoneForgotten' },
    });
    storage.setItem(STORED_NAME, `${never} 9999-12-31`);
    expect(await phone.comeBackWithPin(PIN)).toBe('PHONE_SIGNED_OUT');
    const stay = 'mutation ($input: StaySignedInInput!) { staySignedIn(input: $input) { __typename } }';
    const caller = {
      token: await comeBack(world, family.returnCode),
      idempotencyKey: '5b2f2c62-7a4b-4f0e-9c1c-3f4f1f2d9a10',
    };
    const twice = [
      await world.call(stay, { input: { pin: PIN } }, caller),
      await world.call(stay, { input: { pin: PIN } }, caller),
    ];
    for (const { headers } of twice) {
      expect(headers['idempotency-replayed']).toBeUndefined();
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('is no way in for what the database and every secret of the server have', async () => {
    await phone.stay(PIN);
    // Somebody else's row, with this phone's token in hand: the box is bound to its own token and PIN.
    const mine = digestToken(phoneToken());
    const other = await post(world, 'Ride', rideInput(world));
    const othersPhone = new MemoryStorage();
    const stolen = aPhone(othersPhone);
    await stolen.comeBack(other.returnCode ?? '');
    await stolen.stay('772904');
    await world.instance.keyStore.database.query(
      'swap-boxes',
      `UPDATE phone_session mine SET box = theirs.box, salt = theirs.salt
       FROM phone_session theirs WHERE mine.digest = $1 AND theirs.digest = $2`,
      [mine, digestToken(othersPhone.getItem(STORED_NAME)?.split(' ')[0] ?? '')],
    );
    expect(await phone.comeBackWithPin('772904')).toBe('PIN_WRONG');
    expect(await phone.comeBackWithPin(PIN)).toBe('PIN_WRONG');
  });

  it('leaves the key store when its week is over', async () => {
    await phone.stay(PIN);
    world.clock.advance({ days: 9 });
    const { EndFamilySessions } = await import('../src/requester/end-family-sessions.js');
    await world.get(EndFamilySessions).run(world.clock.now());
    expect(await rows()).toEqual([]);
  });

  describe('that is left', () => {
    /** An answer on its way, until it is let through. */
    const held = () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const slow: Send = async (document, variables, token) => {
        const answer = await send<never>(document, variables, token);
        await promise;
        return answer;
      };
      return { slow, letThrough: resolve };
    };

    it('while an answer is on its way is not opened by it', async () => {
      await phone.stay(PIN);
      const { slow, letThrough } = held();
      const slowPhone = aPhone(storage, slow);
      const coming = slowPhone.comeBackWithPin(PIN);
      slowPhone.lock();
      letThrough();
      expect(await coming).toBe('LEFT_MEANWHILE');
      expect(slowPhone.isOpen).toBe(false);
      expect(await slowPhone.comeBackWithPin(PIN)).toBeNull();
    });

    it('while it is being kept keeps nothing, here and there', async () => {
      const { slow, letThrough } = held();
      const slowPhone = aPhone(storage, slow);
      slowPhone.enter({ session: { token: await comeBack(world, family.returnCode) } });
      const count = async () =>
        (await world.instance.keyStore.database.query('all-phones', 'SELECT FROM phone_session')).rowCount;
      const before = await count();
      const staying = slowPhone.stay(PIN);
      while ((await count()) === before) await delay(5);
      const out = slowPhone.signOut();
      letThrough();
      expect(await staying).toBe('LEFT_MEANWHILE');
      await out;
      expect(storage.content).toBe('[]');
      expect(await count()).toBe(before);
    });

    it('in a window that keeps nothing says so, and is signed out again', async () => {
      const full: PhoneStorage = {
        getItem: () => null,
        setItem: () => {
          throw new Error('QuotaExceededError');
        },
        removeItem: () => undefined,
      };
      const tokens: unknown[] = [];
      const watched: Send = async (document, variables, token) => {
        const answer = await send<{ staySignedIn?: { phoneToken: string } }>(document, variables, token);
        if (answer.staySignedIn) tokens.push(answer.staySignedIn.phoneToken);
        return answer as never; // As it was asked for.
      };
      const privately = aPhone(full, watched);
      await privately.comeBack(family.returnCode ?? '');
      expect(await privately.stay(PIN)).toBe('NOT_KEPT_HERE');
      storage.setItem(STORED_NAME, `${tokens[0]} 9999-12-31`);
      expect(await rows()).toEqual([]);
      expect(privately.isOpen).toBe(true);
    });

    describe('on a page', () => {
      let document: EventTarget & { visibilityState: string };
      let window: EventTarget;
      let drawn: string[];
      beforeEach(() => {
        jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask', 'performance'] });
        document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
        window = new EventTarget();
        drawn = [];
        lockWhenLeft(phone, { document, window }, () =>
          drawn.push(phone.isOpen ? 'requests' : phone.isKept ? 'PIN' : 'start'),
        );
      });
      afterEach(() => {
        jest.useRealTimers();
      });
      const becomes = (visibilityState: string) => {
        document.visibilityState = visibilityState;
        document.dispatchEvent(new Event('visibilitychange'));
      };

      it('out of sight shows no more than a place for the PIN', async () => {
        await phone.stay(PIN);
        becomes('hidden');
        becomes('visible');
        expect(drawn).toEqual(['PIN', 'PIN']);
      });

      it('without a PIN stays open while it is out of sight, and is signed out when it is closed', async () => {
        becomes('hidden');
        becomes('visible');
        await seesItsRequest();
        const { session } = phone as unknown as { session: string }; // Nobody else has it.
        window.dispatchEvent(new Event('pagehide'));
        expect(drawn).toEqual(['requests', 'requests', 'start']);
        while ((await world.call(MINE, {}, { token: session })).errors.length === 0) await delay(5);
      });

      it('with a PIN is locked when it is closed, and is not signed out', async () => {
        await phone.stay(PIN);
        window.dispatchEvent(new Event('pagehide'));
        expect(drawn).toEqual(['PIN']);
        expect(await aPhone().comeBackWithPin(PIN)).toBeNull();
      });

      it('is left after a quarter of an hour in which nobody touched it, asleep or not', async () => {
        await phone.stay(PIN);
        jest.advanceTimersByTime(10 * 60_000);
        document.dispatchEvent(new Event('keydown'));
        jest.advanceTimersByTime(10 * 60_000);
        expect(drawn).toEqual([]);
        jest.advanceTimersByTime(6 * 60_000);
        expect(drawn[0]).toBe('PIN');
        await phone.comeBackWithPin(PIN);
        document.dispatchEvent(new Event('pointerdown'));
        jest.setSystemTime(Date.now() + 60 * 60_000);
        becomes('visible');
        expect(phone.isOpen).toBe(false);
      });

      it('goes out with the tab in which the family signed out', async () => {
        await phone.stay(PIN);
        await aPhone().signOut();
        window.dispatchEvent(Object.assign(new Event('storage'), { key: 'another', newValue: null }));
        expect(drawn).toEqual([]);
        window.dispatchEvent(Object.assign(new Event('storage'), { key: STORED_NAME, newValue: null }));
        expect(drawn).toEqual(['start']);
      });
    });
  });
});
