/** Who a vault lets in: tokens with a time and policies, and roles that log in for one, as Vault and OpenBao answer it. */
import { randomUUID } from 'node:crypto';

type Json = Record<string, unknown>;

interface Token {
  readonly id: string;
  readonly policies: readonly string[];
  readonly ttlMs: number;
  endsAt: number;
}

export interface TokenAnswer {
  readonly status: number;
  readonly auth?: Json;
  readonly data?: Json;
  readonly errors?: readonly string[];
}

const FOREVER = Number.POSITIVE_INFINITY;

export class VaultTokens {
  private readonly tokens = new Map<string, Token>();
  private readonly policies = new Map<string, string>();
  private readonly roles = new Map<string, { roleId: string; secretIds: Set<string>; settings: Json }>();
  readonly root = this.make(['root'], FOREVER).id;

  /** Null for a token that is none, or is over. */
  find(id: string | undefined): Token | null {
    const token = this.tokens.get(id ?? '');
    return token && token.endsAt > Date.now() ? token : null;
  }

  revoke(id: string): void {
    this.tokens.delete(id);
  }

  /** As its policies' paths say: a path of a policy ends in a star, or is meant exactly. */
  mayDo(token: Token, capability: 'read' | 'update' | 'delete', path: string): boolean {
    if (token.policies.includes('root')) return true;
    const own = /^auth\/token\/(lookup|renew)-self$/;
    if (own.test(path)) return true;
    return token.policies.some((name) =>
      [
        ...(this.policies.get(name) ?? '').matchAll(/path\s+"([^"]+)"\s*\{\s*capabilities\s*=\s*\[([^\]]*)\]\s*\}/g),
      ].some(
        ([, its = '', able = '']) =>
          able.includes(`"${capability}"`) && (its.endsWith('*') ? path.startsWith(its.slice(0, -1)) : path === its),
      ),
    );
  }

  /** Null when there is no such route. */
  answer(method: string, path: string, body: Json, by: Token | null): TokenAnswer | null {
    if (path === 'auth/approle/login') return this.logIn(body);
    if (!by) return null;
    if (path === 'auth/token/lookup-self') {
      const ttl = Math.ceil((by.endsAt - Date.now()) / 1000);
      return { status: 200, data: { id: by.id, ttl: by.ttlMs === FOREVER ? 0 : ttl, renewable: by.ttlMs !== FOREVER } };
    }
    if (path === 'auth/token/renew-self') {
      by.endsAt = Date.now() + by.ttlMs;
      return { status: 200, auth: authOf(by) };
    }
    if (path === 'auth/token/create')
      return { status: 200, auth: authOf(this.make(textsOf(body['policies']), inMs(body['ttl']))) };
    if (path === 'auth/token/revoke') {
      this.revoke(String(body['token']));
      return { status: 204 };
    }
    const policy = /^sys\/policies\/acl\/(.+)$/.exec(path)?.[1];
    if (policy) {
      this.policies.set(policy, String(body['policy']));
      return { status: 204 };
    }
    if (path === 'sys/auth/approle') return { status: 204 };
    const [, name, what] = /^auth\/approle\/role\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
    return name === undefined ? null : this.ofRole(method, name, what, body);
  }

  private ofRole(method: string, name: string, what: string | undefined, body: Json): TokenAnswer | null {
    const role = this.roles.get(name) ?? { roleId: randomUUID(), secretIds: new Set<string>(), settings: body };
    this.roles.set(name, role);
    if (what === undefined) return { status: 204 };
    if (what === 'role-id' && method === 'GET') return { status: 200, data: { role_id: role.roleId } };
    if (what !== 'secret-id') return null;
    const secretId = randomUUID();
    role.secretIds.add(secretId);
    return { status: 200, data: { secret_id: secretId } };
  }

  private logIn({ role_id: roleId, secret_id: secretId }: Json): TokenAnswer {
    const role = [...this.roles.values()].find((its) => its.roleId === roleId);
    if (!role?.secretIds.has(String(secretId))) return { status: 400, errors: ['invalid role or secret ID'] };
    const { settings } = role;
    return { status: 200, auth: authOf(this.make(textsOf(settings['token_policies']), inMs(settings['token_ttl']))) };
  }

  private make(policies: readonly string[], ttlMs: number): Token {
    const token = { id: `hvs.${randomUUID()}`, policies, ttlMs, endsAt: Date.now() + ttlMs };
    this.tokens.set(token.id, token);
    return token;
  }
}

function authOf({ id, ttlMs, policies }: Token): Json {
  const forever = ttlMs === FOREVER;
  return { client_token: id, policies, lease_duration: forever ? 0 : ttlMs / 1000, renewable: !forever };
}

/** `2s`, `300ms`, or seconds. */
function inMs(ttl: unknown): number {
  const [, digits, unit] = /^(\d+)(ms|s|m|h)?$/.exec(String(ttl ?? '')) ?? [];
  if (digits === undefined) return FOREVER;
  return (
    Number(digits) *
    { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit === 'ms' || unit === 'm' || unit === 'h' ? unit : 's']
  );
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : ['root'];
}
