/** Partners stand below others without any right over each other, and their programs say who looks after whom, and whom to phone. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cellToChildren, cellToParent, gridDisk } from 'h3-js';
import { CreatePartner } from '../src/partner/create-partner.js';
import { PartnerForPlace } from '../src/partner/looking-after.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery, FLATBUSH, type Json } from './world/families.js';
import { aCoordinator, aPartner, theHost } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

const BROOKLYN = '872a10728ffffff';
const area = (resolution: number) => cellToParent(BROOKLYN, resolution);

let world: World;
let host: Person;
beforeAll(async () => {
  world = await World.open();
  host = of(await aCoordinator(world));
});
afterAll(async () => {
  await world.close();
});

const UPDATED = '... on PartnerUpdated { partner { programs { id name endedOn } } }';
const of = ({ token }: { token: string }) => new Person(world, { token });
async function anAdmin(its: Parameters<typeof aPartner>[1] = {}) {
  const partner = await aPartner(world, its);
  return { ...partner, person: of(await aCoordinator(world, partner)) };
}
const SETTLED = '... on AreasSettled { areas { agreed waiting askedOn } }';
const settles = async (partnerId: string, its: { agreed?: string[]; refused?: string[] }) =>
  (await host.does<{ areas: Json }>('settleAreas', { partnerId, ...its }, SETTLED)).areas;
async function adds(admin: Person, its: Json): Promise<string> {
  const { partner } = await admin.does<{ partner: { programs: { id: string; name: string }[] } }>(
    'addProgram',
    its,
    UPDATED,
  );
  return partner.programs.find(({ name }) => name === its['name'])?.id ?? '';
}
const lookedAfter = async (kind?: 'GROCERY' | 'RIDE') =>
  (await world.get(PartnerForPlace).find({ cell: BROOKLYN, ...(kind && { kind }) })).partnerId;
async function changesNothing(attempt: () => Promise<unknown>, expected: object): Promise<void> {
  const before = await everythingStored(world);
  expect(await attempt()).toMatchObject(expected);
  expect(await everythingStored(world)).toEqual(before);
}

describe('the hierarchy', () => {
  it('goes up, never round: the database refuses a parent of the same level or a lower one', async () => {
    const national = await aPartner(world, { level: 'NATIONAL' });
    const affiliate = await aPartner(world, { level: 'AFFILIATE', parentId: national.partnerId });
    const local = await aPartner(world, { level: 'LOCAL', parentId: affiliate.partnerId });
    const create = (its: Json) => world.get(CreatePartner).execute({ name: `East ${Math.random()}`, ...its });
    const refused = { code: 'INVALID_INPUT', path: ['parentId'] };
    await changesNothing(() => create({ level: 'NATIONAL', parentId: affiliate.partnerId }), refused);
    await changesNothing(() => create({ level: 'LOCAL', parentId: local.partnerId }), refused);
    const nobody = 'b2c7ab6e-6a8c-4e64-9a53-0d1bb4b4a7e0';
    await changesNothing(() => create({ parentId: nobody }), { code: 'NOT_FOUND', path: ['parentId'] });
    const { database } = world.instance.owner;
    const below = (child: string, parent: string, level: string) =>
      database.query('stand below', 'UPDATE partner SET parent_id = $2, parent_level = $3 WHERE id = $1', [
        child,
        parent,
        level,
      ]);
    // Round, below itself, below one of its own level, and with a level that the parent has not.
    await expect(below(national.partnerId, local.partnerId, 'LOCAL')).rejects.toMatchObject({
      constraint: 'parent_is_higher',
    });
    await expect(below(local.partnerId, local.partnerId, 'LOCAL')).rejects.toMatchObject({
      constraint: 'parent_is_higher',
    });
    await expect(below(affiliate.partnerId, local.partnerId, 'NATIONAL')).rejects.toMatchObject({
      constraint: 'parent_at_level',
    });
  });

  it('gives nobody a right: above, one reads the names of those below, and nothing that is theirs', async () => {
    const above = await anAdmin({ level: 'NATIONAL', name: 'Above' });
    const below = await anAdmin({ level: 'LOCAL', parentId: above.partnerId, name: 'Below' });
    const own =
      '{ ownPartner { name level parent children } partnerHomes(first: 5) { edges { node { id } } } requests { edges { node { id } } } }';
    const nothing = { partnerHomes: { edges: [] }, requests: { edges: [] } };
    expect(await above.person.reads(own)).toMatchObject({
      ownPartner: { level: 'NATIONAL', parent: null, children: ['Below'] },
      ...nothing,
    });
    expect(await below.person.reads(own)).toMatchObject({
      ownPartner: { level: 'LOCAL', parent: 'Above', children: [] },
      ...nothing,
    });
    const { requestId } = await aGrocery(world, {}, { coordinator: await aCoordinator(world, below) });
    expect(await above.person.request(requestId)).toBeNull();
    expect(await below.person.request(requestId, 'status')).toEqual({ status: 'OPEN' });
  });
});

describe('a program', () => {
  it('looks after its kinds in its areas, the finest first and then the most local, until it ends', async () => {
    const host = await theHost(world);
    expect(await lookedAfter('GROCERY')).toBe(host.partnerId);
    const [wide, national, local] = [await anAdmin(), await anAdmin({ level: 'NATIONAL' }), await anAdmin()];
    for (const { partnerId } of [wide, national, local]) await settles(partnerId, { agreed: [area(3)] });
    const groceries = { kinds: ['GROCERY'], name: 'Pantry' };
    await adds(wide.person, { ...groceries, areas: [area(3)] });
    expect(await lookedAfter('GROCERY')).toBe(wide.partnerId);
    await adds(national.person, { ...groceries, areas: [area(4)] });
    expect(await lookedAfter('GROCERY')).toBe(national.partnerId);
    const programId = await adds(local.person, { ...groceries, areas: [area(4)] });
    expect(await lookedAfter('GROCERY')).toBe(local.partnerId);
    expect(await lookedAfter('RIDE')).toBe(host.partnerId);
    expect(await lookedAfter()).toBe(host.partnerId);
    await local.person.does('changeProgram', { programId, kinds: ['RIDE'] }, UPDATED);
    expect(await lookedAfter('GROCERY')).toBe(national.partnerId);
    expect(await lookedAfter('RIDE')).toBe(local.partnerId);
    await local.person.does('endProgram', { programId }, UPDATED);
    expect(await lookedAfter('RIDE')).toBe(host.partnerId);
    for (const mutation of ['changeProgram', 'endProgram'])
      await changesNothing(() => local.person.isRefused(mutation, { programId }), { code: 'WRONG_STATE' });
  });

  it('is found by whoever looks for somebody to phone, and told to the family that it looks after', async () => {
    const { person, partnerId } = await anAdmin({ name: 'Kitchen of the corner', languages: ['ht'] });
    await settles(partnerId, { agreed: [area(4)] });
    const contactForFamilies = { en: 'Tuesdays at the door', es: 'Los martes, en la puerta' };
    await adds(person, { name: 'Soup', kinds: ['GROCERY'], languages: ['es'], areas: [area(4)], contactForFamilies });
    await person.does('updatePartner', { contactForFamilies: { en: 'By post' }, areas: [] }, UPDATED);
    const near = async (its: Json, language = 'en') =>
      (
        await new Person(world, { language }).reads<{ partners: Json[] }>(
          'query ($near: PlaceInput, $kind: HelpKind, $language: Locale) { partners(near: $near, kind: $kind, language: $language) { name contactForFamilies programs { name contactForFamilies } } }',
          its,
        )
      ).partners;
    const found = (partners: Json[]) => partners.some(({ name }) => name === 'Kitchen of the corner');
    const here = await near({ near: FLATBUSH, kind: 'GROCERY', language: 'es-MX' }, 'es');
    expect(here).toContainEqual({
      ...{ name: 'Kitchen of the corner', contactForFamilies: 'By post' },
      programs: [{ name: 'Soup', contactForFamilies: contactForFamilies.es }],
    });
    expect(found(await near({ near: FLATBUSH, kind: 'RIDE' }))).toBe(false);
    expect(found(await near({ near: { postalCode: { country: 'US', code: '90022' } } }))).toBe(false);
    expect(found(await near({ near: FLATBUSH, language: 'so' }))).toBe(false);
    expect(found(await near({}))).toBe(true);
    expect(
      await new Person(world).cannotRead(
        '{ partners(near: { postalCode: { country: "US", code: "00000" } }) { name } }',
      ),
    ).toBe('POSTAL_CODE_UNKNOWN');
    const family = of(await aGrocery(world));
    const { myRequests } = await family.reads<{ myRequests: Json[] }>(
      '{ myRequests { lookedAfterBy { partner program contactForFamilies languages } } }',
    );
    expect(myRequests).toHaveLength(1);
    expect(myRequests[0]?.['lookedAfterBy']).toMatchObject({
      partner: expect.any(String),
      program: expect.any(String),
    });
  });

  it('is refused, and not there for another partner', async () => {
    const { person } = await anAdmin();
    const its = { name: 'Rides to court', kinds: ['RIDE'] };
    const programId = await adds(person, its);
    await changesNothing(() => person.isRefused('addProgram', its), { code: 'NAME_TAKEN' });
    await changesNothing(() => person.isRefused('changeProgram', { programId, kinds: [] }), {
      code: 'INVALID_INPUT',
      path: ['kinds'],
    });
    await changesNothing(() => person.isRefused('updatePartner', { areas: [area(5)] }), { code: 'CELL_TOO_FINE' });
    await changesNothing(() => person.isRefused('updatePartner', { contactForFamilies: { es: 'x'.repeat(201) } }), {
      ...{ code: 'TEXT_TOO_LONG', path: ['contactForFamilies', 'es'] },
    });
    const stranger = await anAdmin();
    for (const mutation of ['changeProgram', 'endProgram'])
      await changesNothing(() => stranger.person.isRefused(mutation, { programId }), { code: 'NOT_FOUND' });
  });
});

describe('an area', () => {
  const OWN = '{ ownPartner { areas areasWaiting programs { areas } } }';
  const queue = async (who: Person) => {
    const asked = '{ waitingForCoordinators(first: 50) { edges { node { kind subjectKind subjectId } } } }';
    const { waitingForCoordinators } = await who.reads<{ waitingForCoordinators: { edges: { node: Json }[] } }>(asked);
    return waitingForCoordinators.edges.map(({ node }) => node).filter(({ kind }) => kind === 'AREAS_TO_AGREE');
  };
  const phoned = async (name: string) =>
    (
      await new Person(world).reads<{ partners: { name: string; areas: string[]; areasWaiting: string[] }[] }>(
        'query ($near: PlaceInput) { partners(near: $near) { name areas areasWaiting } }',
        { near: FLATBUSH },
      )
    ).partners.find((its) => its.name === name);

  it('counts for nobody before the host agrees, whom it asks once a day, and until the host refuses it', async () => {
    const before = await lookedAfter();
    const { person, partnerId } = await anAdmin({ name: 'Of the far side' });
    const asks = (areas: string[]) => person.does('updatePartner', { areas }, UPDATED);
    await asks([area(4)]);
    await adds(person, { name: 'Rides', kinds: ['RIDE'], areas: [area(3)] });
    expect(await person.reads(OWN)).toEqual({
      ownPartner: { areas: [area(4)], areasWaiting: [area(3), area(4)], programs: [{ areas: [area(3)] }] },
    });
    expect([await lookedAfter(), await lookedAfter('RIDE')]).toEqual([before, before]);
    expect(await phoned('Of the far side')).toBeUndefined();
    expect(await queue(host)).toEqual([{ kind: 'AREAS_TO_AGREE', subjectKind: 'PARTNER', subjectId: partnerId }]);
    expect(await queue(person)).toEqual([]);
    // Taken back and named again: nobody is told once more.
    for (const areas of [[], [area(4)], []]) await asks(areas);
    const told = async (who: Person) => (await who.hearsCodes()).filter((code) => code.startsWith('AREAS'));
    expect(await told(host)).toEqual(['AREAS_ASKED_FOR']);
    await asks([area(4)]);

    expect(await settles(partnerId, { agreed: [area(4)] })).toEqual({
      ...{ agreed: [area(4)], waiting: [area(3)], askedOn: world.clock.now().toISOString().slice(0, 10) },
    });
    expect(await told(person)).toEqual(['AREAS_SETTLED']);
    expect([await lookedAfter(), await lookedAfter('RIDE')]).toEqual([partnerId, partnerId]);
    expect(await phoned('Of the far side')).toMatchObject({ areas: [area(4)], areasWaiting: [] });
    // What lies in it needs nobody's word, and a larger one is asked for.
    await settles(partnerId, { refused: [area(3)] });
    expect(await queue(host)).toEqual([]);
    expect(await lookedAfter()).toBe(before);
    expect(await person.reads(OWN)).toEqual({ ownPartner: { areas: [], areasWaiting: [], programs: [{ areas: [] }] } });
  });

  it('within one that was agreed to counts at once, and is refused with the whole of it', async () => {
    const { person, partnerId } = await anAdmin();
    await settles(partnerId, { agreed: [area(2)] });
    await person.does('updatePartner', { areas: [area(4)] }, UPDATED);
    expect(await lookedAfter()).toBe(partnerId);
    expect(await queue(host)).toEqual([]);
    const part = { partnerId, refused: [cellToParent(BROOKLYN, 2), area(4)], agreed: [area(2)] };
    await changesNothing(() => host.isRefused('settleAreas', part), { code: 'WRONG_STATE', path: ['refused', '1'] });
    await settles(partnerId, { refused: [area(2)] });
    expect(await lookedAfter()).not.toBe(partnerId);
  });

  it('is settled by admins of the host alone, and not of the host', async () => {
    const { person, partnerId } = await anAdmin({ level: 'NATIONAL' });
    const below = await anAdmin({ parentId: partnerId });
    const agreed = [area(4)];
    const notFound = { code: 'NOT_FOUND', path: ['partnerId'] };
    for (const id of [partnerId, below.partnerId, (await theHost(world)).partnerId])
      await changesNothing(() => person.isRefused('settleAreas', { partnerId: id, agreed }), notFound);
    const { partnerId: ownId } = await theHost(world);
    await changesNothing(() => host.isRefused('settleAreas', { partnerId: ownId, agreed }), notFound);
    await changesNothing(() => host.isRefused('settleAreas', { partnerId, agreed: [area(5)] }), {
      ...{ code: 'CELL_TOO_FINE', path: ['agreed'] },
    });
    await changesNothing(() => host.isRefused('settleAreas', { partnerId }), { code: 'INVALID_INPUT' });
    const intake = of(await aCoordinator(world, undefined, ['INTAKE']));
    await changesNothing(() => intake.isRefused('settleAreas', { partnerId, agreed }), { code: 'NOT_ALLOWED' });
    const asked = '{ areasOfPartners { partnerId } }';
    expect(await person.reads(asked)).toEqual({ areasOfPartners: [] });
    const { areasOfPartners } = await host.reads<{ areasOfPartners: Json[] }>(asked);
    expect(areasOfPartners).toContainEqual({ partnerId });
    expect(areasOfPartners).not.toContainEqual({ partnerId: ownId });
  });

  it('lies in another for the database exactly where it does on the grid', async () => {
    const around = gridDisk(area(2), 1);
    const cells = [...around, ...around.flatMap((cell) => cellToChildren(cell, 4)), ...gridDisk(area(3), 1)];
    const { rows } = await world.instance.owner.database.query<{ cell: string; areas: string[] }>(
      'lies in',
      'SELECT c AS cell, array(SELECT a FROM unnest($1::text[]) a WHERE lies_in(c, a) ORDER BY a) AS areas FROM unnest($2::text[]) c',
      [[...around, ...gridDisk(area(3), 1)], cells],
    );
    const areas = [...around, ...gridDisk(area(3), 1)];
    const resolution = (cell: string) => Number(cell[1]);
    for (const { cell, areas: found } of rows) {
      const its = areas.filter((a) => resolution(a) <= resolution(cell) && cellToParent(cell, resolution(a)) === a);
      expect({ cell, found }).toEqual({ cell, found: its.toSorted() });
    }
    expect(rows.length).toBeGreaterThan(300);
  });
});
