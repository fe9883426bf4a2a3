/** What a request asks of a home in training holds at every step: a certificate that was good when somebody proposed may not be when it is accepted. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { Transaction } from '../platform/database/transaction.js';
import { GoodCertificateStore } from './good-certificate.store.js';

@Injectable()
export class CertificatesOfHome {
  constructor(private readonly store: GoodCertificateStore) {}

  /** Whether some member of the home holds one of this topic that is good at that moment; it stays so until the transaction ends. */
  async holds(tx: Transaction, homeId: string, topic: TrainingTopic, now: Date): Promise<boolean> {
    return this.store.exists(tx, homeId, topic, now);
  }

  /** Refuses when the request asks for a training that the home has no good certificate of. */
  async lacksFor(tx: Transaction, homeId: string, requestId: string, now: Date): Promise<Refused | undefined> {
    const topic = await this.store.askedBy(tx, requestId);
    if (topic === null || (await this.holds(tx, homeId, topic, now))) return undefined;
    return refuse('CERTIFICATE_NEEDED');
  }
}
