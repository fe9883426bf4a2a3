/** Members of homes for stories: invited and joined over the real API. */
import type { Json } from './families.js';
import { anEmail, aVouchedHome, PASSWORD, type TestHome } from './people.js';
import { Person } from './person.js';
import type { World } from './world.js';

export interface TestMember extends Person {
  readonly email: string;
}

export const INVITED = '... on HomeInvited { invitation endsAt }';
export const JOINED = '... on HomeJoined { session { token } viewer { kind id tier circle } }';

export const inHomeOf = (world: World, { token }: { token: string }) => new Person(world, { token });

export async function invitationInto(world: World, home: { token: string }, role = 'MEMBER'): Promise<string> {
  return (await inHomeOf(world, home).does<{ invitation: string }>('inviteMember', { role }, INVITED)).invitation;
}

export async function join(world: World, invitation: string, its: Json = {}): Promise<TestMember> {
  const email = String(its['email'] ?? anEmail());
  const { session } = await new Person(world).does<{ session: { token: string } }>(
    'joinHome',
    { invitation, email, password: PASSWORD, ...its },
    JOINED,
  );
  return Object.assign(new Person(world, { token: session.token }), { email });
}

/** Beside the one who registered it. */
export async function aMemberOf(
  world: World,
  home: { token: string },
  role = 'MEMBER',
  its: Json = {},
): Promise<TestMember> {
  return join(world, await invitationInto(world, home, role), its);
}

export async function aHomeOfTwo(
  world: World,
  role = 'MEMBER',
): Promise<{ home: TestHome; keeper: Person; other: TestMember }> {
  const home = await aVouchedHome(world);
  return { home, keeper: inHomeOf(world, home), other: await aMemberOf(world, home, role) };
}
