/** What partners held before there was a ledger becomes its opening; and of each receiving claim, out of what it is paid and by whose hands. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MoneyOfClaims1764400000027 implements MigrationInterface {
  readonly name = 'MoneyOfClaims1764400000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE claim_money (
        claim_id uuid PRIMARY KEY REFERENCES claim ON DELETE CASCADE,
        -- A fund, or the partner's holding.
        source_id uuid NOT NULL REFERENCES ledger_account,
        -- Whether it was set aside when it was allocated, or is taken when it is paid.
        set_aside boolean NOT NULL,
        -- Null when a fund's rules did.
        allocated_by uuid REFERENCES coordinator,
        needs_second boolean NOT NULL,
        paid_by uuid REFERENCES coordinator,
        method text CHECK (method IN ('GIFT_CARD', 'CASH_THROUGH_COORDINATOR', 'BILL_PAID_BY_PARTNER')),
        CONSTRAINT paid_by_a_second CHECK (NOT needs_second OR paid_by IS NULL OR paid_by IS DISTINCT FROM allocated_by)
      );
      GRANT SELECT, INSERT ON claim_money TO sanctuary_api;
      GRANT UPDATE (paid_by, method) ON claim_money TO sanctuary_api;

      -- Each home that gave, or has promised, through an offer; and one giver for what is forgotten.
      CREATE TEMPORARY TABLE half ON COMMIT DROP AS
        SELECT c.home_id, c.partner_id, ol.unit AS currency,
          coalesce(sum(l.quantity) FILTER (WHERE c.status = 'ACCEPTED'), 0)::bigint AS promised,
          coalesce(sum(l.delivered) FILTER (WHERE c.status IN ('DELIVERED', 'DISPUTED', 'CONFIRMED')), 0)::bigint AS given
        FROM claim c JOIN claim_line l ON l.claim_id = c.id JOIN offer_line ol ON ol.id = l.offer_line_id
        WHERE c.shape = 'GIVING' GROUP BY 1, 2, 3;
      INSERT INTO half SELECT NULL, h.partner_id, h.currency, 0, h.received - coalesce(sum(g.given), 0)
        FROM holding h LEFT JOIN half g ON g.partner_id = h.partner_id AND g.currency = h.currency GROUP BY h.partner_id, h.currency, h.received;
      INSERT INTO ledger_account (id, kind, partner_id, currency, home_id)
        SELECT gen_random_uuid(), kind, partner_id, currency, home_id FROM half, unnest(ARRAY['PLEDGE', 'GIVER']) AS kind
        WHERE CASE kind WHEN 'PLEDGE' THEN promised ELSE given END > 0;
      INSERT INTO ledger_account (id, kind, partner_id, currency)
        SELECT gen_random_uuid(), kind, partner_id, currency FROM holding, unnest(ARRAY['HOLDING', 'PAID']) AS kind
        UNION ALL SELECT gen_random_uuid(), 'PROMISED', partner_id, currency FROM half GROUP BY 2, 3, 4 HAVING sum(promised) > 0;
      CREATE TEMPORARY TABLE opening ON COMMIT DROP AS
        SELECT gen_random_uuid() AS transfer_id, partner_id, currency, promises FROM (
          SELECT partner_id, currency, true AS promises FROM half GROUP BY 1, 2 HAVING sum(promised) > 0
          UNION ALL SELECT partner_id, currency, false FROM holding WHERE received > 0) its;
      INSERT INTO ledger_transfer (id, kind, partner_id, currency, day, by_whom)
        SELECT transfer_id, 'OPENING', partner_id, currency, current_date, 'OPERATOR' FROM opening;
      INSERT INTO ledger_entry (transfer_id, account_id, amount, day, currency)
        SELECT o.transfer_id, a.id, its.amount, t.day, o.currency
        FROM opening o JOIN ledger_transfer t ON t.id = o.transfer_id
        JOIN (
          SELECT partner_id, currency, home_id, true AS promises, 'PLEDGE' AS kind, promised AS amount FROM half
          UNION ALL SELECT partner_id, currency, NULL, true, 'PROMISED', -sum(promised)::bigint FROM half GROUP BY 1, 2
          UNION ALL SELECT partner_id, currency, home_id, false, 'GIVER', -given FROM half
          UNION ALL SELECT partner_id, currency, NULL, false, 'HOLDING', received - paid FROM holding
          UNION ALL SELECT partner_id, currency, NULL, false, 'PAID', paid FROM holding
        ) its ON its.partner_id = o.partner_id AND its.currency = o.currency AND its.promises = o.promises AND its.amount <> 0
        JOIN ledger_account a ON a.partner_id = its.partner_id AND a.currency = its.currency AND a.kind = its.kind
          AND a.home_id IS NOT DISTINCT FROM its.home_id;
      INSERT INTO claim_money (claim_id, source_id, set_aside, needs_second)
        SELECT c.id, a.id, false, false FROM claim c JOIN claim_line l ON l.claim_id = c.id JOIN request_line rl ON rl.id = l.request_line_id
        JOIN ledger_account a ON a.kind = 'HOLDING' AND a.partner_id = c.partner_id AND a.currency = rl.unit WHERE c.shape = 'RECEIVING';
      SET CONSTRAINTS ALL IMMEDIATE;
      DROP TABLE holding;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE holding (
        partner_id uuid NOT NULL REFERENCES partner,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        received bigint NOT NULL DEFAULT 0 CHECK (received >= 0),
        paid bigint NOT NULL DEFAULT 0 CHECK (paid >= 0),
        PRIMARY KEY (partner_id, currency),
        CONSTRAINT holding_not_overdrawn CHECK (paid <= received)
      );
      GRANT SELECT, INSERT, UPDATE (received, paid) ON holding TO sanctuary_api;
      INSERT INTO holding (partner_id, currency, received, paid)
        SELECT partner_id, currency, -sum(balance) FILTER (WHERE kind = 'GIVER'),
          -sum(balance) FILTER (WHERE kind = 'GIVER') - coalesce(sum(balance) FILTER (WHERE kind = 'HOLDING'), 0)
        FROM ledger_account GROUP BY 1, 2 HAVING bool_or(kind = 'GIVER');
      DROP TABLE claim_money;
    `);
  }
}
