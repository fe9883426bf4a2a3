/** `Idempotency-Key`: a mutation is done once; whoever sends it again within a day reads the first answer. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type ApolloServerPlugin,
  type GraphQLRequestContext,
  type GraphQLRequestListener,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import { Clock } from '../../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import { isPublicId } from '../../kernel/ids.js';
import type { Viewer } from '../../kernel/viewer.js';
import { deriveKey } from '../../sealing/instance-secrets.js';
import { openJson, SealBroken, sealJson } from '../../sealing/sealed-box.js';
import { currentCall } from '../current-call.js';
import type { Database } from '../database/database.js';
import type { CallContext } from './call-context.js';
import { MOST_ROOT_FIELDS } from './few-root-fields.rule.js';
import type { IdempotencyStore } from './idempotency.store.js';
import { isShallow } from './nesting.js';
import { refusalError } from './outcome.interceptor.js';
import { rootFieldsOf } from './root-fields.js';

/** What opens or closes a session is never replayed: the answer would be a second way in. */
const NEVER_REPLAYED = new Set([
  'signIn',
  'signOut',
  'refreshSession',
  'returnWithCode',
  'returnWithPin',
  'staySignedIn',
  'forgetPhone',
  'openHandoff',
  'startPasskeyRegistration',
  'startPasskeySignIn',
  'startPasskeyConfirmation',
  'startPasskeyJoining',
  'finishPasskeySignIn',
  'exportHome',
]);
/** Longer than any call may take: after it, a call without an answer is dead. */
const CALL_IS_DEAD_AFTER_MS = 30_000;

interface KeptAnswer {
  readonly data: Record<string, unknown>;
  /** What the viewer was when it was answered. */
  readonly standing: string;
  /** Ids of the requests, claims and offers that the answer speaks of, and which of them were live. */
  readonly subjects: readonly string[];
  readonly live: readonly string[];
}

type Context = GraphQLRequestContext<CallContext>;

const IN_PROGRESS = refuse('KEY_IN_PROGRESS', undefined, 1);

export class IdempotencyPlugin implements ApolloServerPlugin<CallContext> {
  constructor(
    private readonly database: Database,
    private readonly store: IdempotencyStore,
    private readonly pepper: Buffer,
    private readonly clock: Clock,
  ) {}

  async requestDidStart(): Promise<GraphQLRequestListener<CallContext>> {
    let begun: { digest: Buffer; key: string } | null = null;
    return {
      responseForOperation: async (call): Promise<GraphQLResponse | null> => {
        const key = replayKeyOf(call);
        if (key === null) return null;
        if (isRefused(key)) return refusalOf(key, call.contextValue);
        if (!isShallow(call.request.variables))
          return refusalOf(refuse('INVALID_INPUT', ['variables']), call.contextValue);
        const digest = this.digest('key', call.contextValue.token ?? '', fieldsOf(call).join(), key);
        const body = this.digest(
          'body',
          call.source ?? '',
          call.request.operationName ?? '',
          JSON.stringify(call.request.variables ?? {}),
        );
        const kept = await this.earlier(digest, body, key, call.contextValue);
        if (isRefused(kept)) return refusalOf(kept, call.contextValue);
        if (kept) return kept;
        begun = { digest, key };
        currentCall()?.beforeCommit.add((tx) => this.store.markApplied(tx, digest));
        return null;
      },
      willSendResponse: async (call) => {
        if (!begun || call.response.body.kind !== 'single') return;
        const { data, errors } = call.response.body.singleResult;
        // What changed nothing (a refusal, an error) may be tried again under its key: only what was done is kept.
        if (errors) {
          await this.store.forget(this.database, begun.digest);
        } else {
          const subjects = currentCall()?.subjects ?? [];
          const live = await this.store.liveOf(this.database, subjects, this.clock.now());
          const answer = { data, standing: standingOf(call.contextValue.viewer), subjects, live };
          const box = sealJson(deriveKey(begun.key, 'idempotent-answer'), answer, placeOf(begun.digest));
          const kept = await this.store.keep(this.database, begun.digest, box);
          if (!kept) await this.store.forget(this.database, begun.digest);
        }
      },
    };
  }

  /** Null when this call is the one that does it. */
  private async earlier(
    digest: Buffer,
    body: Buffer,
    key: string,
    context: CallContext,
  ): Promise<GraphQLResponse | Refused | null> {
    const now = this.clock.now();
    if (await this.store.begin(this.database, digest, body, now)) return null;
    const kept = await this.store.find(this.database, digest);
    if (!kept) return IN_PROGRESS;
    if (!timingSafeEqual(kept.bodyDigest, body)) return refuse('KEY_REUSED');
    const answer = kept.box && openAnswer(kept.box, digest, key);
    if (answer && (await this.mayStillRead(answer, context, now))) return answerOf(answer.data);
    if (kept.box) return refuse('KEY_ANSWER_LOST');
    // Done or not, the call that began it may still be about to answer.
    if (now.getTime() - kept.startedAt.getTime() < CALL_IS_DEAD_AFTER_MS) return IN_PROGRESS;
    if (kept.applied) return refuse('KEY_ANSWER_LOST');
    return (await this.store.takeOver(this.database, digest, kept.startedAt, now)) ? null : IN_PROGRESS;
  }

  /** A replay shows what was true then, so only to whom it would still be shown: nothing it speaks of has ended meanwhile. */
  private async mayStillRead(
    { standing, subjects, live }: KeptAnswer,
    { viewer }: CallContext,
    now: Date,
  ): Promise<boolean> {
    if (standing !== standingOf(viewer)) return false;
    const liveNow = await this.store.liveOf(this.database, subjects, now);
    return liveNow.length === live.length && liveNow.every((id) => live.includes(id));
  }

  private digest(use: string, ...parts: string[]): Buffer {
    const hmac = createHmac('sha256', this.pepper).update(use);
    for (const part of parts) hmac.update(`\0${Buffer.byteLength(part)}\0`).update(part);
    return hmac.digest();
  }
}

function replayKeyOf(call: Context): string | Refused | null {
  const { operation, request } = call;
  const key = request.http?.headers.get('idempotency-key')?.toLowerCase();
  if (!key || operation?.operation !== 'mutation') return null;
  if (fieldsOf(call).some((name) => NEVER_REPLAYED.has(name))) return null;
  return isPublicId(key) ? key : refuse('INVALID_INPUT', ['Idempotency-Key']);
}

/** As an answer: what is thrown here Apollo takes for a failure of its own. */
function refusalOf(refused: Refused, { language }: CallContext): GraphQLResponse {
  const errors = [refusalError(refused, language).toJSON()];
  return {
    http: { status: undefined, headers: new HeaderMap() },
    body: { kind: 'single', singleResult: { data: null, errors } },
  };
}

function fieldsOf({ operation, document }: Context): string[] {
  return operation && document ? rootFieldsOf(operation, document, MOST_ROOT_FIELDS) : [];
}

/** Whatever of a viewer's own state decides what it may read. */
function standingOf(viewer: Viewer): string {
  return viewer.kind === 'HOME'
    ? `HOME/${viewer.tier}/${viewer.vouched}/${viewer.paused}/${viewer.agreed}`
    : viewer.kind;
}

function placeOf(digest: Buffer) {
  return { table: 'idempotent_answer', column: 'box', rowId: digest.toString('hex'), partnerId: '', keyId: 'client' };
}

function openAnswer(box: Buffer, digest: Buffer, key: string): KeptAnswer | null {
  try {
    return openJson<KeptAnswer>(deriveKey(key, 'idempotent-answer'), box, placeOf(digest));
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

function answerOf(data: Record<string, unknown>): GraphQLResponse {
  const headers = new HeaderMap();
  headers.set('idempotency-replayed', 'true');
  return { http: { status: undefined, headers }, body: { kind: 'single', singleResult: { data } } };
}
