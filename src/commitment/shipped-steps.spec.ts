/** The catalogue that ships is whole: seven practices, two languages, material where it is promised; and no word changes without another version and review. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isLocalDate } from '../calendar/half-day.js';
import { isPublicId } from '../kernel/ids.js';
import { Audience, MaterialKind, practices } from './domain/step.js';
import { decideWrittenTexts } from './domain/written-step.js';
import { type Release, readShippedCatalogue } from './shipped-steps.js';

interface WrittenStep {
  readonly id: string;
  readonly version: number;
  readonly audience: string;
  readonly en: unknown;
  readonly es: unknown;
}

const folder = join(import.meta.dirname, 'content');
const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
const { releases } = read<{ releases: Release[] }>('catalogue.json');
const files = readdirSync(folder).filter((name) => name !== 'catalogue.json');
const written = files.flatMap((name) => read<{ steps: WrittenStep[] }>(name).steps);
const catalogue = readShippedCatalogue();
const { steps } = catalogue;

const digestOf = ({ audience, en, es }: WrittenStep) =>
  createHash('sha256').update(JSON.stringify({ audience, en, es })).digest('hex').slice(0, 16);

describe('the catalogue that ships', () => {
  it('has the seven practices, each named and told in both languages', () => {
    expect(catalogue.practices.map(({ practice }) => practice)).toEqual(practices);
    for (const { title, about } of catalogue.practices) {
      expect(Object.keys(title)).toEqual(['en', 'es']);
      expect(title.en).not.toBe(title.es);
      expect(about.en).not.toBe(about.es);
    }
    expect([catalogue.notice.en, catalogue.notice.es]).toEqual([
      expect.stringContaining('not legal advice'),
      expect.stringContaining('no asesoría legal'),
    ]);
  });

  it.each(practices)('has steps for everyone and for employers in %s', (practice) => {
    const its = steps.filter((step) => step.practice === practice);
    expect(its.length).toBeGreaterThan(2);
    expect(new Set(its.map(({ audience }) => audience))).toEqual(new Set(Object.values(Audience)));
  });

  it('has ids of its own', () => {
    expect(steps.filter(({ id }) => !isPublicId(id))).toEqual([]);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    expect(written.length).toBe(steps.length);
  });

  it.each(steps.map((step) => [step.texts.en?.title ?? step.id, step] as const))(
    'has in both languages, plain and with the same material: %s',
    (_title, { texts }) => {
      const { en, es } = texts;
      expect(decideWrittenTexts(texts)).toEqual({ accepted: true, value: texts });
      expect(en?.title).not.toBe(es?.title);
      expect(es?.materials.map(({ kind }) => kind)).toEqual(en?.materials.map(({ kind }) => kind));
      const paragraphs = (text?: string) => text?.split('\n\n').length;
      expect(paragraphs(es?.body)).toBe(paragraphs(en?.body));
      expect(es?.materials.map(({ text }) => paragraphs(text))).toEqual(
        en?.materials.map(({ text }) => paragraphs(text)),
      );
      for (const { kind } of en?.materials ?? []) expect(Object.keys(MaterialKind)).toContain(kind);
    },
  );

  it('has what it takes to host a conversation, to show support, and to write to and visit officials', () => {
    const kinds = steps
      .filter(({ practice }) => practice === 'ORGANIZING' || practice === 'EXTENDING_SOLIDARITY')
      .flatMap(({ texts }) => texts.en?.materials.map(({ kind }) => kind) ?? []);
    expect(kinds).toEqual(expect.arrayContaining(['CONVERSATION_GUIDE', 'INVITATION', 'SIGN', 'LETTER', 'SCRIPT']));
  });

  it('tells a warrant of a judge from a paper of an officer, and of the right to remain silent', () => {
    const rights = steps.filter(({ practice }) => practice === 'LEARNING_OUR_RIGHTS');
    for (const language of ['en', 'es'] as const) {
      const all = JSON.stringify(rights.map(({ texts }) => texts[language]));
      for (const word of language === 'en'
        ? ['Fourth Amendment', 'Fifth Amendment', 'I-200', 'I-205', 'signed by a judge', 'remain silent']
        : ['Cuarta Enmienda', 'Quinta Enmienda', 'I-200', 'I-205', 'firmada por un juez', 'guardar silencio'])
        expect(all).toContain(word);
    }
  });

  it('was reviewed, every step of it, by somebody, on a day', () => {
    for (const { reviewedBy, reviewedOn } of steps) {
      expect(reviewedBy).toMatch(/\S{3}/);
      expect(isLocalDate(reviewedOn)).toBe(true);
    }
  });
});

describe('its releases', () => {
  it('end with what ships: words that change take another version of the step, and a release', () => {
    const current = Object.fromEntries(
      written.map((step) => [step.id, { version: step.version, digest: digestOf(step) }]),
    );
    expect(releases.at(-1)?.steps).toEqual(current);
    expect(catalogue.version).toBe(releases.at(-1)?.version);
  });

  it('only go up, lose no step, and change no words of a version', () => {
    for (const [at, release] of releases.entries()) {
      expect(release.version).toBe(at + 1);
      expect(isLocalDate(release.releasedOn)).toBe(true);
      for (const [id, before] of Object.entries(releases[at - 1]?.steps ?? {})) {
        const after = release.steps[id];
        expect(after?.version).toBeGreaterThanOrEqual(before.version);
        if (after?.version === before.version) expect(after).toEqual(before);
      }
    }
  });
});
