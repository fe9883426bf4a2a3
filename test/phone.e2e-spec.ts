/** A family's own phone: a week behind a PIN, one tap to sign out, and nothing on it that opens or tells anything. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { digestToken } from '../src/sealing/opaque-token.js';
import { FamilyPhone, type PhoneStorage, STORED_NAME } from './phone/family-phone.js';
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
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    family = await aRide(world);
    storage = new MemoryStorage();
    online = true;
    phone = aPhone();
    expect(await phone.comeBack(family.returnCode ?? '')).toBeNull();
  });

  const aPhone = () =>
    new FamilyPhone(storage, async (document, variables, token) => {
      if (!online) throw new TypeError('fetch failed');
      const answer = await world.call(document, variables, token === undefined ? {} : { token });
      expect(answer.headers['cache-control']).toBe('no-store');
      if (answer.status !== 200 || answer.errors.length > 0) throw new Error(answer.errors[0]?.extensions.code);
      return answer.data as never; // As the client's own documents ask for it.
    });
  const seesItsRequest = async (which = phone) =>
    expect(await which.ask(MINE)).toEqual({ myRequests: [{ id: family.requestId }] });
  const rows = async () =>
    (
      await world.instance.keyStore.database.query<{ failures: number }>(
        'phone-rows',
        'SELECT failures FROM phone_session WHERE digest = $1',
        [digestToken(storage.getItem(STORED_NAME) ?? '')],
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

  it('keeps one token, in which there is no code, no PIN, no session and no request', async () => {
    expect(storage.content).toBe('[]');
    await phone.stay(PIN);
    expect(JSON.parse(storage.content)).toEqual([[STORED_NAME, expect.stringMatching(/^shd_[\w-]{43}$/)]]);
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
    storage.setItem(STORED_NAME, never);
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
    for (const { headers } of twice) expect(headers['idempotency-replayed']).toBeUndefined();
  });

  it('is no way in for what the database and every secret of the server have', async () => {
    await phone.stay(PIN);
    // Somebody else's row, with this phone's token in hand: the box is bound to its own token and PIN.
    const mine = digestToken(storage.getItem(STORED_NAME) ?? '');
    const other = await post(world, 'Ride', rideInput(world));
    const othersPhone = new MemoryStorage();
    const stolen = new FamilyPhone(othersPhone, async (document, variables, token) => {
      const answer = await world.call(document, variables, token === undefined ? {} : { token });
      return answer.data as never; // As above.
    });
    await stolen.comeBack(other.returnCode ?? '');
    await stolen.stay('772904');
    await world.instance.keyStore.database.query(
      'swap-boxes',
      `UPDATE phone_session mine SET box = theirs.box, salt = theirs.salt
       FROM phone_session theirs WHERE mine.digest = $1 AND theirs.digest = $2`,
      [mine, digestToken(othersPhone.getItem(STORED_NAME) ?? '')],
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
});
