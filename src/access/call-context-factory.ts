/** Builds the context of a GraphQL call: a shown token or key that is not valid stops it before anything runs. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { Clock } from '../kernel/clock.js';
import { refuse } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { currentCall } from '../platform/current-call.js';
import type { CallContext } from '../platform/graphql/call-context.js';
import { refusalError } from '../platform/graphql/outcome.interceptor.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { isHash, networkOf } from './client-name.js';
import { ViewerOfCall } from './viewer-of-call.js';

@Injectable()
export class CallContextFactory {
  private readonly clientKey: KeyObject;

  constructor(
    private readonly viewers: ViewerOfCall,
    secrets: InstanceSecrets,
    private readonly clock: Clock,
  ) {
    this.clientKey = createSecretKey(secrets.secret('attempts'));
  }

  async contextOf(request: FastifyRequest): Promise<CallContext> {
    const token = bearerOf(request.headers.authorization);
    const viewer = await this.viewers.find({
      token,
      partnerKey: oneOf(request.headers['x-partner-key']),
      origin: request.headers.origin,
    });
    if (!viewer) {
      throw new GraphQLError('The token or key is not valid.', {
        extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
      });
    }
    const language = languageOf(request.headers['accept-language']);
    const client = clientOf(request, viewer);
    if (client === null) throw refusalError(refuse('INVALID_INPUT', ['X-Partner-Client']), language, 400);
    return new Call(viewer, token, language, () => this.clientDigest(client));
  }

  /** The same without a look-up, for a query that compares what is believed with what is: null when there is nothing to believe. */
  believedContextOf(request: FastifyRequest): CallContext | null {
    const token = bearerOf(request.headers.authorization);
    const partnerKey = oneOf(request.headers['x-partner-key']);
    const viewer = this.viewers.believed({ token, partnerKey, origin: undefined });
    // Only a home by its token alone is believed: nobody's frontend names its client.
    return (
      viewer &&
      new Call(viewer, token, languageOf(request.headers['accept-language']), () => this.clientDigestOf(request))
    );
  }

  /** For what is asked without GraphQL: nobody names clients there. */
  clientDigestOf(request: FastifyRequest): string {
    return this.clientDigest(networkOf(request.ip));
  }

  /** A network address is never kept: limits count a digest of it that changes every day. */
  private clientDigest(client: string): string {
    const day = this.clock.now().toISOString().slice(0, 10);
    return createHmac('sha256', this.clientKey).update(`client/${day}/${client}`).digest('base64url').slice(0, 22);
  }
}

/** A class, since Nest copies what a context has of its own: few calls are counted by client, and only those reckon the digest. */
class Call implements CallContext {
  readonly loaders: CallContext['loaders'] = new Map();
  readonly takeBack: CallContext['takeBack'] = [];
  private readonly call = currentCall();

  constructor(
    readonly viewer: Viewer,
    readonly token: string | null,
    readonly language: Language,
    private readonly digest: () => string,
  ) {}

  get correlationId(): string {
    return this.call?.correlationId ?? '';
  }

  get clientDigest(): string {
    return this.digest();
  }
}

/**
 * A partner's server, by its secret key, names the client that it stands for in `X-Partner-Client` (a hash of its own), so that
 * one proxy is not one client. Nobody else's word is taken for it. Null for a name that is no hash: an address is not wanted here.
 */
function clientOf(request: FastifyRequest, { frontend }: Viewer): string | null {
  const named = frontend?.kind === 'SECRET' ? oneOf(request.headers['x-partner-client']) : null;
  if (named === null || frontend === undefined) return networkOf(request.ip);
  return isHash(named) ? `${frontend.partnerId}/${named}` : null;
}

function bearerOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const match = /^Bearer +(\S+)$/i.exec(header.trim());
  // A header that is there but is no bearer token is treated as a dead one, not as nobody.
  return match?.[1] ?? '';
}

function oneOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}

/** Few headers are what most callers send. */
const knownHeaders = new Map<string, Language>();
const MOST_HEADERS = 200;
const LONGEST_HEADER = 200;

/** The first of the two languages that we speak, in the order in which the caller prefers them. */
function languageOf(header: string | undefined): Language {
  if (header === undefined) return 'en';
  const its = header.slice(0, LONGEST_HEADER);
  const known = knownHeaders.get(its);
  if (known) return known;
  const language = preferredIn(its);
  if (knownHeaders.size >= MOST_HEADERS) knownHeaders.clear();
  knownHeaders.set(its, language);
  return language;
}

function preferredIn(header: string): Language {
  const preferred = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => quality > 0 && (language === 'en' || language === 'es'))
    .sort((a, b) => b.quality - a.quality);
  return preferred[0]?.language === 'es' ? 'es' : 'en';
}
