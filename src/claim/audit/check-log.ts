/** Whether the log of one request is whole: each entry follows the one before, from what was dropped up to the head. */
import { type ChainLink, verifyChain } from '../../sealing/disclosure-chain.js';
import { chainedFields } from '../record-disclosure.js';
import type { StoredLog } from './disclosure-chain.store.js';

export function isWhole({ requestId, head, disclosures }: StoredLog, secret: Buffer): boolean {
  // It was opened, and nothing says so any more.
  if (!head || head.count !== head.dropped + disclosures.length) return false;
  let previous = head.droppedHash;
  for (const [at, disclosure] of disclosures.entries()) {
    if (disclosure.sequence !== head.dropped + at + 1 || disclosure.previousHash !== previous) return false;
    previous = disclosure.hash;
  }
  const links: ChainLink[] = disclosures.map((disclosure) => ({
    fields: chainedFields({ ...disclosure, requestId }),
    hash: Buffer.from(disclosure.hash, 'hex'),
  }));
  const from = head.droppedHash === null ? null : Buffer.from(head.droppedHash, 'hex');
  return previous === head.hash && verifyChain(secret, links, from).intact;
}
