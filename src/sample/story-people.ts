/** Who lives in the sample: two partners, their coordinators, and a dozen homes in as many places. */
import type { INestApplicationContext } from '@nestjs/common';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { HomeTier } from '../kernel/viewer.js';
import { CreatePartner } from '../partner/create-partner.js';
import { CreatePartnerKey } from '../partner/create-partner-key.js';
import { EnsureHostPartner } from '../partner/ensure-host-partner.js';
import { InviteCoordinator } from '../partner/invite-coordinator.js';
import { parentAt } from '../place/cell.js';
import { findPostalCode } from '../place/postal-code.js';
import { type ApiVoice, SampleRefused } from './api-voice.js';

/** Everybody's in the sample, and in no other place. */
export const SAMPLE_PASSWORD = 'a porch light left on';
const ORIGINS = ['http://localhost:3000', 'http://localhost:5173'];

export interface SampleHome {
  readonly name: string;
  readonly tier: HomeTier;
  readonly email: string;
  readonly token: string;
  readonly homeId: string;
  readonly zip: string;
}

export interface SamplePeople {
  readonly hostId: string;
  readonly otherPartnerId: string;
  readonly publishableKey: string;
  readonly otherPublishableKey: string;
  readonly secretKey: string;
  readonly coordinator: { readonly token: string; readonly email: string };
  readonly otherCoordinator: { readonly token: string; readonly email: string };
  readonly homes: readonly SampleHome[];
}

interface HomePlan {
  readonly name: string;
  readonly zip: string;
  readonly languages: readonly string[];
  readonly features?: readonly string[];
  readonly vouched?: false;
}

const HOMES: readonly HomePlan[] = [
  { name: 'The porch on the corner', zip: '11226', languages: ['en', 'ht'], features: ['STEP_FREE', 'WEARS_MASK'] },
  { name: 'Casa del limonero', zip: '11220', languages: ['es', 'en'], features: ['WELCOMES_SERVICE_ANIMAL'] },
  { name: 'The house with bicycles', zip: '11226', languages: ['en'], features: ['VEHICLE_WITH_RAMP'] },
  { name: 'Two flights up', zip: '11226', languages: ['en', 'fr'], features: ['KEEPS_QUIET'] },
  { name: 'Las vecinas', zip: '90022', languages: ['es'] },
  { name: 'The blue door', zip: '60623', languages: ['en', 'es'] },
  { name: 'Garden of St. Brigid', zip: '98118', languages: ['en', 'so'] },
  { name: 'The bakery next door', zip: '02128', languages: ['en', 'pt'] },
  { name: 'Open table', zip: '77081', languages: ['es', 'vi'] },
  { name: 'La casa de la esquina', zip: '33125', languages: ['es', 'ht'] },
  { name: 'Maple Street kitchen', zip: '55407', languages: ['en', 'so'] },
  { name: 'Third floor, with cats', zip: '11226', languages: ['en'], vouched: false },
];

export async function peopleOf(app: INestApplicationContext, voice: ApiVoice): Promise<SamplePeople> {
  const hostId = await app.get(EnsureHostPartner, { strict: false }).execute();
  const partners = app.get(CreatePartner, { strict: false });
  const above = happened(
    await partners.execute({ name: 'Federation of Workers Centers', languages: ['en', 'es'], level: 'NATIONAL' }),
  );
  const other = happened(
    await partners.execute({
      name: 'Valley Workers Center',
      level: 'AFFILIATE',
      parentId: above.partnerId,
      languages: ['es', 'en'],
      contactForFamilies: 'At the counter, weekday mornings',
      areas: [areaAround('90022')],
      origins: ['http://localhost:5174'],
      reviewsRequests: true,
    }),
  );
  const keys = app.get(CreatePartnerKey, { strict: false });
  const publishable = happened(
    await keys.execute({ kind: 'PUBLISHABLE', partnerId: hostId, label: 'Sample page', origins: ORIGINS }),
  );
  const secret = happened(
    await keys.execute({
      kind: 'SECRET',
      partnerId: hostId,
      label: 'Sample server',
      scopes: ['POST_REQUESTS', 'READ_REQUESTS'],
    }),
  );
  const coordinator = await coordinatorOf(app, voice, hostId, 'coordinator@host.example');
  const otherCoordinator = await coordinatorOf(app, voice, other.partnerId, 'coordinator@valley.example');
  // A second area, which waits for the host.
  const asked = { areas: [areaAround('90022'), areaAround('92501')] };
  await voice.tell('updatePartner', asked, '__typename', { token: otherCoordinator.token });
  const homes = await Promise.all(
    HOMES.map((plan, at) => homeOf(voice, plan, `home${at + 1}@homes.example`, coordinator.token)),
  );
  return {
    hostId,
    otherPartnerId: other.partnerId,
    publishableKey: publishable.token,
    otherPublishableKey: other.publishableKey ?? '',
    secretKey: secret.token,
    coordinator,
    otherCoordinator,
    homes,
  };
}

async function coordinatorOf(app: INestApplicationContext, voice: ApiVoice, partnerId: string, email: string) {
  const invited = happened(await app.get(InviteCoordinator, { strict: false }).execute(partnerId, { email }));
  const { session } = await voice.tell<{ session: { token: string } }>(
    'joinAsCoordinator',
    { invitation: invited.invitation, password: SAMPLE_PASSWORD },
    '... on CoordinatorJoined { session { token } }',
  );
  return { token: session.token, email };
}

async function homeOf(voice: ApiVoice, plan: HomePlan, email: string, coordinatorToken: string): Promise<SampleHome> {
  const { name, zip, languages, features = [] } = plan;
  const { viewer, session } = await voice.tell<{ viewer: { id: string }; session: { token: string } }>(
    'registerHome',
    { name, email, password: SAMPLE_PASSWORD, languages, features },
    '... on HomeRegistered { viewer { id } session { token } }',
  );
  await voice.tell('acceptAgreement', { version: 1 }, '__typename', { token: session.token });
  const tier = plan.vouched === false ? 'NEW' : 'VOUCHED';
  if (tier === 'VOUCHED') {
    await voice.tell('vouchForHome', { homeId: viewer.id }, '__typename', { token: coordinatorToken });
  }
  return { name, tier, email, token: session.token, homeId: viewer.id, zip };
}

function areaAround(zip: string): string {
  const place = findPostalCode('US', zip);
  if (!place.accepted) throw new SampleRefused('a postal code of the sample does not exist');
  return parentAt(place.value.cell7, 4);
}

function happened<T>(outcome: T | Refused): T {
  if (isRefused(outcome)) throw new SampleRefused(`the sample was refused: ${outcome.code}`);
  return outcome;
}
