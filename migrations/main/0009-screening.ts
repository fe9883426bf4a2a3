/** Words that wait for a coordinator: which text is held, what a person said of it, since when, and which reading of it a decision is about. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Screening1763800000009 implements MigrationInterface {
  readonly name = 'Screening1763800000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Each text is held by itself, so that a list of groceries with one odd note is still a list of groceries.
      ALTER TABLE request RENAME COLUMN text_reasons TO summary_reasons;
      ALTER TABLE request
        ADD COLUMN summary_held boolean NOT NULL DEFAULT false,
        -- Counts every other wording and every review: a decision names the one that it has read.
        ADD COLUMN text_revision integer NOT NULL DEFAULT 1 CHECK (text_revision > 0),
        -- The half-day, in UTC, since which the words wait or have been returned.
        ADD COLUMN text_half integer,
        ADD COLUMN review_reminded boolean NOT NULL DEFAULT false,
        ADD CHECK ((text_state = 'SHOWN') = (text_half IS NULL)),
        ADD CHECK (NOT summary_held OR text_state <> 'SHOWN'),
        ADD CHECK (summary_held OR summary_reasons = '{}');
      ALTER TABLE request_line
        ADD COLUMN label_held boolean NOT NULL DEFAULT false,
        ADD COLUMN note_held boolean NOT NULL DEFAULT false,
        ADD COLUMN label_reasons text[] NOT NULL DEFAULT '{}',
        ADD COLUMN note_reasons text[] NOT NULL DEFAULT '{}',
        ADD CHECK (label_held OR label_reasons = '{}'),
        ADD CHECK (note_held OR note_reasons = '{}');

      -- An offer has one text, its note.
      ALTER TABLE offer
        ADD COLUMN note_state text NOT NULL DEFAULT 'SHOWN' CHECK (note_state IN ('SHOWN', 'WAITING', 'RETURNED')),
        ADD COLUMN note_reasons text[] NOT NULL DEFAULT '{}',
        ADD COLUMN note_revision integer NOT NULL DEFAULT 1 CHECK (note_revision > 0),
        ADD COLUMN note_half integer,
        ADD COLUMN note_reminded boolean NOT NULL DEFAULT false,
        ADD CHECK ((note_state = 'SHOWN') = (note_half IS NULL)),
        ADD CHECK (note_state <> 'SHOWN' OR note_reasons = '{}');

      CREATE INDEX texts_to_review ON request (partner_id, text_half, id) WHERE text_state = 'WAITING' AND ended_at IS NULL;
      CREATE INDEX texts_held ON request (text_half) WHERE text_half IS NOT NULL;
      CREATE INDEX offer_texts_held ON offer (note_half, id) WHERE note_half IS NOT NULL;

      GRANT UPDATE (summary_held, text_revision, text_half, review_reminded) ON request TO sanctuary_api;
      GRANT UPDATE (label_held, note_held, label_reasons, note_reasons) ON request_line TO sanctuary_api;
      GRANT UPDATE (note_box, note_state, note_reasons, note_revision, note_half, note_reminded) ON offer TO sanctuary_api;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A right on one column goes with the column; that on the note was given here.
      REVOKE UPDATE (note_box) ON offer FROM sanctuary_api;
      ALTER TABLE offer DROP COLUMN note_reminded, DROP COLUMN note_half, DROP COLUMN note_revision,
        DROP COLUMN note_reasons, DROP COLUMN note_state;
      ALTER TABLE request_line DROP COLUMN note_reasons, DROP COLUMN label_reasons, DROP COLUMN note_held, DROP COLUMN label_held;
      ALTER TABLE request DROP COLUMN review_reminded, DROP COLUMN text_half, DROP COLUMN text_revision, DROP COLUMN summary_held;
      ALTER TABLE request RENAME COLUMN summary_reasons TO text_reasons;
    `);
  }
}
