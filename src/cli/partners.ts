/** Commands about partners, their keys and their coordinators: what only an operator may do. */
import { type Command, Option } from 'commander';
import { CoordinatorRole } from '../kernel/coordinator-role.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { KeyScope } from '../kernel/key-scope.js';
import { PartnerLevel } from '../kernel/partner-level.js';
import { CreatePartner } from '../partner/create-partner.js';
import { CreatePartnerKey, type PartnerKeyInput } from '../partner/create-partner-key.js';
import { InviteCoordinator } from '../partner/invite-coordinator.js';
import { ReadPartners } from '../partner/read-partners.js';
import { RevokePartnerKey } from '../partner/revoke-partner-key.js';
import { RotatePartnerKey } from '../partner/rotate-partner-key.js';
import { type Act, type Answer, table } from './terminal.js';
import { withService } from './with-service.js';

const PARTNER = ['--partner <name>', 'its name or id; the host partner when left out'] as const;
const SHOWN_ONCE = 'It is shown this once, and kept nowhere.';

interface NewPartner {
  readonly name: string;
  readonly host?: boolean;
  readonly language: string[];
  readonly area: string[];
  readonly origin: string[];
  readonly contact?: string;
  readonly contactSpanish?: string;
  readonly level: PartnerLevel;
  readonly parent?: string;
  readonly reviewsRequests?: boolean;
}

interface NewKey {
  readonly partner?: string;
  readonly label: string;
  readonly kind: 'publishable' | 'secret';
  readonly origin: string[];
  readonly scope: KeyScope[];
}

interface NewCoordinator {
  readonly partner?: string;
  readonly email: string;
  readonly role: CoordinatorRole[];
}

export function addPartners(program: Command, act: Act): void {
  const partner = program.command('partner').description('organisations that use this instance');
  partner
    .command('create')
    .description('make a partner; with --origin, a publishable key for its frontend too')
    .requiredOption('--name <text>', 'what families and homes read, up to 120 characters')
    .option('--host', 'the partner that looks after what nobody else does; there is one, and the first start makes it')
    .option('--language <tags...>', 'languages that its people speak (BCP 47)', [])
    .option('--area <cells...>', 'H3 cells of resolution 2 to 4 that it looks after', [])
    .option('--origin <urls...>', 'web origins of its frontend, such as https://help.example.org', [])
    .option('--contact <text>', 'how families reach it outside this service')
    .option('--contact-spanish <text>', 'the same in Spanish')
    .addOption(
      new Option('--level <level>', 'where it stands among others')
        .choices(Object.values(PartnerLevel))
        .default('LOCAL'),
    )
    .option('--parent <name>', 'name or id of the partner that it belongs to, of a higher level')
    .option('--reviews-requests', 'hold all of its requests until a coordinator has seen them')
    .action(act((options: NewPartner) => createPartner(options)));
  partner.command('list').description('all partners, the host first').action(act(listPartners));

  const key = program.command('key').description("keys of partners' frontends and servers");
  key
    .command('create')
    .description('make a key; it is shown once')
    .option(...PARTNER)
    .requiredOption('--label <text>', 'to tell it from others, up to 80 characters')
    .addOption(
      new Option('--kind <kind>', 'publishable: for browsers; secret: for servers')
        .choices(['publishable', 'secret'])
        .makeOptionMandatory(),
    )
    .option('--origin <urls...>', 'of a publishable key: the web origins that may use it', [])
    .addOption(
      new Option('--scope <scopes...>', 'of a secret key: what it may do')
        .choices(Object.values(KeyScope))
        .default([], 'none'),
    )
    .action(act((options: NewKey) => createKey(options)));
  key
    .command('rotate')
    .description('make a key like another one, which works beside it for a while; it is shown once')
    .argument('<id>', 'of the old one, as `key list` shows it')
    .option('--overlap-hours <hours>', 'how long the old one works still: 0 to 168', '24')
    .action(act((keyId: string, options: { overlapHours: string }) => rotateKey(keyId, Number(options.overlapHours))));
  key
    .command('revoke')
    .description('end a key; within ten seconds it works nowhere')
    .argument('<id>', 'as `key list` shows it')
    .action(act((keyId: string) => revokeKey(keyId)));
  key
    .command('list')
    .description('all keys, without the keys themselves')
    .option('--partner <name>', 'only of this one')
    .action(act((options: { partner?: string }) => listKeys(options.partner)));

  program
    .command('coordinator')
    .description('the people of a partner')
    .command('invite')
    .description('invite somebody to be a coordinator; the invitation is shown once, and good for seven days')
    .option(...PARTNER)
    .requiredOption('--email <address>', 'theirs; it is sealed')
    .addOption(
      new Option('--role <roles...>', 'what they may do')
        .choices(Object.values(CoordinatorRole))
        .default([], 'every role'),
    )
    .action(act((options: NewCoordinator) => invite(options)));
}

function createPartner(options: NewPartner): Promise<Answer | Refused> {
  const { language, area, origin, contact, contactSpanish, parent, ...rest } = options;
  return withService(async (app) => {
    const above = parent === undefined ? null : await app.get(ReadPartners, { strict: false }).named(parent);
    if (isRefused(above)) return refuse('NOT_FOUND', ['parent']);
    const contacts = { contactForFamilies: contact ?? null, contactForFamiliesEs: contactSpanish ?? null };
    const parentId = above?.id ?? null;
    const input = { ...rest, ...contacts, parentId, languages: language, areas: area, origins: origin };
    const made = await app.get(CreatePartner, { strict: false }).execute(input);
    if (isRefused(made)) return made;
    const key = made.publishableKey ? [`Publishable key: ${made.publishableKey}`, SHOWN_ONCE] : [];
    return { json: made, lines: [`Made partner ${made.partnerId}.`, ...key] };
  });
}

function listPartners(): Promise<Answer> {
  return withService(async (app) => {
    const partners = await app.get(ReadPartners, { strict: false }).all();
    const rows = partners.map(({ id, name, host, languages, areas, createdOn }) => [
      id,
      name,
      host ? 'host' : '',
      languages.join(' '),
      String(areas.length),
      createdOn,
    ]);
    return { json: partners, lines: table(['ID', 'NAME', '', 'LANGUAGES', 'AREAS', 'SINCE'], rows, 'There are none.') };
  });
}

function createKey({ partner, label, kind, origin, scope }: NewKey): Promise<Answer | Refused> {
  return withService(async (app) => {
    if (kind === 'publishable' && scope.length > 0) return refuse('INVALID_INPUT', ['scope']);
    if (kind === 'secret' && origin.length > 0) return refuse('INVALID_INPUT', ['origin']);
    const its = await app.get(ReadPartners, { strict: false }).named(partner);
    if (isRefused(its)) return its;
    const input: PartnerKeyInput =
      kind === 'publishable'
        ? { partnerId: its.id, label, kind: 'PUBLISHABLE', origins: origin }
        : { partnerId: its.id, label, kind: 'SECRET', scopes: scope };
    const made = await app.get(CreatePartnerKey, { strict: false }).execute(input);
    if (isRefused(made)) return made;
    return { json: made, lines: [`Made key ${made.keyId} of ${its.name}: ${made.token}`, SHOWN_ONCE] };
  });
}

function rotateKey(keyId: string, overlapHours: number): Promise<Answer | Refused> {
  return withService(async (app) => {
    const made = await app.get(RotatePartnerKey, { strict: false }).execute({ keyId, overlapHours });
    if (isRefused(made)) return made;
    const until = made.oldEndsAt.toISOString();
    return {
      json: { ...made, oldEndsAt: until },
      lines: [`Made key ${made.keyId}: ${made.token}`, SHOWN_ONCE, `The old one works until ${until}.`],
    };
  });
}

function revokeKey(keyId: string): Promise<Answer | Refused> {
  return withService(async (app) => {
    const revoked = await app.get(RevokePartnerKey, { strict: false }).execute({ keyId });
    return isRefused(revoked) ? revoked : { json: revoked, lines: ['It is revoked.'] };
  });
}

function listKeys(partner: string | undefined): Promise<Answer | Refused> {
  return withService(async (app) => {
    const reading = app.get(ReadPartners, { strict: false });
    const its = partner === undefined ? null : await reading.named(partner);
    if (isRefused(its)) return its;
    const keys = await reading.keys(its?.id ?? null);
    const rows = keys.map((key) => [
      key.id,
      key.partner,
      key.label,
      key.kind.toLowerCase(),
      [...key.origins, ...key.scopes].join(' '),
      key.revoked ? 'revoked' : (key.lastUsedOn ?? 'never used'),
      key.endsAt?.toISOString().slice(0, 16) ?? '',
    ]);
    const titles = ['ID', 'PARTNER', 'LABEL', 'KIND', 'ORIGINS OR SCOPES', 'LAST USED', 'ENDS'];
    return { json: keys, lines: table(titles, rows, 'There are none.') };
  });
}

function invite({ partner, email, role }: NewCoordinator): Promise<Answer | Refused> {
  return withService(async (app) => {
    const its = await app.get(ReadPartners, { strict: false }).named(partner);
    if (isRefused(its)) return its;
    const invited = await app
      .get(InviteCoordinator, { strict: false })
      .execute(its.id, { email, ...(role.length > 0 && { roles: role }) });
    if (isRefused(invited)) return invited;
    const until = invited.endsAt.toISOString().slice(0, 10);
    const lines = [`Invitation to ${its.name}, good until ${until}: ${invited.invitation}`, SHOWN_ONCE];
    return { json: { ...invited, endsAt: invited.endsAt.toISOString() }, lines };
  });
}
