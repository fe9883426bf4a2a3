/** Once a night each home's record is reckoned from its claims, and its offers are put in that order: no rank moves in the minute in which something was confirmed. */
import { Injectable } from '@nestjs/common';
import { OwnerDatabase } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';

@Injectable()
export class ReckonRecords implements Sweep {
  readonly name = 'reckon-records';

  constructor(private readonly owner: OwnerDatabase) {}

  async run(): Promise<number> {
    const homes = await this.owner.database.query('reckon-records-of-homes', HOMES);
    const offers = await this.owner.database.query('put-offers-in-order', OFFERS);
    return homes.rowCount + offers.rowCount;
  }
}

/** What somebody confirmed, and what the home broke: released with a mark, lapsed after it was accepted, a no-show, returned. */
const HOMES = `UPDATE home h SET confirmed_claims = record.confirmed, broken_claims = record.broken
  FROM (SELECT its.id, count(c.id) FILTER (WHERE c.status = 'CONFIRMED' AND c.confirmed_by <> 'SILENCE')::integer AS confirmed,
      count(c.id) FILTER (WHERE c.status = 'RETURNED' OR (c.status = 'RELEASED' AND c.end_reason IS DISTINCT FROM 'TOO_FAR')
        OR (c.status = 'LAPSED' AND c.accepted_at IS NOT NULL) OR (c.status = 'CANCELLED' AND c.end_reason = 'NO_SHOW'))::integer AS broken
    FROM home its LEFT JOIN claim c ON c.home_id = its.id GROUP BY its.id) record
  WHERE h.id = record.id AND (h.confirmed_claims, h.broken_claims) IS DISTINCT FROM (record.confirmed, record.broken)`;

const OFFERS = `UPDATE offer o SET prior = prior_of(h.confirmed_claims, h.broken_claims) FROM home h
  WHERE h.id = o.home_id AND o.status IN ('OPEN', 'PAUSED') AND o.prior <> prior_of(h.confirmed_claims, h.broken_claims)`;
