/** `Idempotency-Key`: a mutation is done once; whoever sends it again within a day reads the first answer. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type ApolloServerPlugin,
  type GraphQLRequestContext,
  type GraphQLRequestListener,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import { Kind, type SelectionSetNode } from 'graphql';
import { Clock } from '../../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import { isPublicId } from '../../kernel/ids.js';
import { deriveKey } from '../../sealing/instance-secrets.js';
import { openJson, SealBroken, sealJson } from '../../sealing/sealed-box.js';
import { currentCall } from '../current-call.js';
import type { Database } from '../database/database.js';
import type { CallContext } from './call-context.js';
import type { IdempotencyStore } from './idempotency.store.js';
import { refusalError } from './outcome.interceptor.js';

/** What opens or closes a session is never replayed: the answer would be a second way in. */
const NEVER_REPLAYED = new Set(['signIn', 'signOut', 'refreshSession', 'returnWithCode', 'openHandoff']);
/** Longer than any call may take: after it, a call without an answer is dead. */
const CALL_IS_DEAD_AFTER_MS = 30_000;

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
        const digest = this.digest('key', call.contextValue.token ?? '', rootFieldsOf(call).join(), key);
        const body = this.digest(
          'body',
          call.source ?? '',
          call.request.operationName ?? '',
          JSON.stringify(call.request.variables ?? {}),
        );
        const kept = await this.earlier(digest, body, key);
        if (isRefused(kept)) return refusalOf(kept, call.contextValue);
        if (kept) return kept;
        begun = { digest, key };
        const running = currentCall();
        if (running) running.beforeCommit = (tx) => this.store.markApplied(tx, digest);
        return null;
      },
      willSendResponse: async (call) => {
        if (!begun || call.response.body.kind !== 'single') return;
        const { data, errors } = call.response.body.singleResult;
        // What changed nothing (a refusal, an error) may be tried again under its key: only what was done is kept.
        if (errors) {
          await this.store.forget(this.database, begun.digest);
        } else {
          const box = sealJson(deriveKey(begun.key, 'idempotent-answer'), data, placeOf(begun.digest));
          const kept = await this.store.keep(this.database, begun.digest, box);
          if (!kept) await this.store.forget(this.database, begun.digest);
        }
      },
    };
  }

  /** Null when this call is the one that does it. */
  private async earlier(digest: Buffer, body: Buffer, key: string): Promise<GraphQLResponse | Refused | null> {
    const now = this.clock.now();
    if (await this.store.begin(this.database, digest, body, now)) return null;
    const kept = await this.store.find(this.database, digest);
    if (!kept) return IN_PROGRESS;
    if (!timingSafeEqual(kept.bodyDigest, body)) return refuse('KEY_REUSED');
    const answer = kept.box && openAnswer(kept.box, digest, key);
    if (answer) return answerOf(answer);
    if (kept.box) return refuse('KEY_ANSWER_LOST');
    // Done or not, the call that began it may still be about to answer.
    if (now.getTime() - kept.startedAt.getTime() < CALL_IS_DEAD_AFTER_MS) return IN_PROGRESS;
    if (kept.applied) return refuse('KEY_ANSWER_LOST');
    return (await this.store.takeOver(this.database, digest, kept.startedAt, now)) ? null : IN_PROGRESS;
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
  if (rootFieldsOf(call).some((name) => NEVER_REPLAYED.has(name))) return null;
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

/** By name, whatever alias or fragment they hide behind. The document was found valid: its fragments end. */
function rootFieldsOf({ operation, document }: Context): string[] {
  const namesIn = ({ selections }: SelectionSetNode): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection.name.value];
      if (selection.kind === Kind.INLINE_FRAGMENT) return namesIn(selection.selectionSet);
      const fragment = document?.definitions.find(
        (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION ? namesIn(fragment.selectionSet) : [];
    });
  return operation ? namesIn(operation.selectionSet) : [];
}

function placeOf(digest: Buffer) {
  return { table: 'idempotent_answer', column: 'box', rowId: digest.toString('hex'), partnerId: '', keyId: 'client' };
}

function openAnswer(box: Buffer, digest: Buffer, key: string): Record<string, unknown> | null {
  try {
    return openJson<Record<string, unknown>>(deriveKey(key, 'idempotent-answer'), box, placeOf(digest));
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
