/**
 * Whoever guesses return codes is stopped, and no family with the right one: a code is tried while its selector, its client, the partner's
 * server behind it and all clients together have failed little within the hour.
 */
import { Injectable } from '@nestjs/common';
import { type AttemptCounter, AttemptCounters, type Count } from '../access/attempt-counters.js';
import type { CallingClient } from '../access/calling-client.js';
import { Settings } from '../platform/instance-parts.js';

interface CodeAttempt {
  readonly isWithin: boolean;
  /** It was right, or it was not tried: it does not count. */
  giveBack(): Promise<void>;
}

export interface SelectorAttempt extends CodeAttempt {
  readonly retryAfterSeconds: number;
}

export interface ClientAttempt extends CodeAttempt {
  /** Nothing else of this client has failed within the hour. */
  readonly isFirst: boolean;
}

const EVERYBODY = 'everybody';

@Injectable()
export class CodeAttempts {
  private readonly clients: AttemptCounter;
  private readonly servers: AttemptCounter;
  private readonly everybody: AttemptCounter;
  private readonly selectors: AttemptCounter;
  private readonly reserve: AttemptCounter;

  constructor(counters: AttemptCounters, { config }: Settings) {
    this.clients = counters.of({ what: 'code-client', most: config.wrongCodesPerClient });
    this.servers = counters.of({ what: 'code-server', most: config.wrongCodesPerPartner });
    this.everybody = counters.of({ what: 'code-everybody', most: config.wrongCodesPerHour });
    this.selectors = counters.of({ what: 'code-selector', most: config.wrongCodesPerSelector });
    this.reserve = counters.of({ what: 'code-reserve', most: config.wrongCodesInReserve });
  }

  /** Of the client and those around it. */
  async begin({ clientDigest, serverOf }: CallingClient): Promise<ClientAttempt> {
    const counted = new Counted();
    const client = await counted.count(this.clients, clientDigest);
    // Beyond its own limit a client uses up nobody else's.
    const server = client.within && serverOf !== null ? await counted.count(this.servers, serverOf) : client;
    const all = server.within ? await counted.count(this.everybody, EVERYBODY) : server;
    return {
      // While nobody can count, only families' codes are tried.
      isWithin: all.within && [client, server, all].every(({ isSure }) => isSure),
      isFirst: all.within && client.used === 1,
      giveBack: () => counted.giveBack(),
    };
  }

  /**
   * Beyond the few wrong codes that a selector stands, whoever has sent no other is heard a few times more: shutting a family out
   * takes as many clients as the reserve holds, every hour.
   */
  async beginAt(selector: number, isFirst: boolean): Promise<SelectorAttempt> {
    const counted = new Counted();
    const key = String(selector);
    const plain = await counted.count(this.selectors, key);
    const count = plain.within || !isFirst ? plain : await counted.count(this.reserve, key);
    return {
      isWithin: count.within,
      retryAfterSeconds: count.retryAfterSeconds,
      giveBack: () => counted.giveBack(),
    };
  }
}

class Counted {
  private readonly counted: { counter: AttemptCounter; key: string; count: Count }[] = [];

  async count(counter: AttemptCounter, key: string): Promise<Count> {
    const count = await counter.count(key);
    this.counted.push({ counter, key, count });
    return count;
  }

  async giveBack(): Promise<void> {
    await Promise.all(this.counted.splice(0).map(({ counter, key, count }) => counter.giveBack(key, count)));
  }
}
