/** The catalogue that ships: files beside this program, one for each practice, so that its words are written without a programmer. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../kernel/refusals.js';
import type { Audience, MaterialKind, Practice, Step, StepText } from './domain/step.js';
import { practices } from './domain/step.js';

const FOLDER = join(import.meta.dirname, 'content');

type InBoth<T> = Readonly<Record<Language, T>>;

interface ShippedPractice {
  readonly practice: Practice;
  readonly title: InBoth<string>;
  readonly about: InBoth<string>;
}

/** What stood in the catalogue when it was released: `steps` by id, with the version of each and a digest of its words. */
export interface Release {
  readonly version: number;
  /** YYYY-MM-DD */
  readonly releasedOn: string;
  readonly steps: Readonly<Record<string, { readonly version: number; readonly digest: string }>>;
}

export interface ShippedCatalogue {
  readonly version: number;
  readonly releasedOn: string;
  /** That it is general information. */
  readonly notice: InBoth<string>;
  readonly practices: readonly ShippedPractice[];
  readonly steps: readonly Step[];
}

/** Paragraphs, as the files have them. */
interface WrittenText {
  readonly title: string;
  readonly summary: string;
  readonly body: readonly string[];
  readonly materials?: readonly {
    readonly kind: MaterialKind;
    readonly title: string;
    readonly text: readonly string[];
  }[];
}

interface WrittenStep extends InBoth<WrittenText> {
  readonly id: string;
  readonly version: number;
  readonly audience: Audience;
  readonly reviewedBy: string;
  readonly reviewedOn: string;
  /** A step that homes may have marked is never removed: it is retired. */
  readonly retired?: boolean;
}

interface WrittenPractice extends ShippedPractice {
  readonly steps: readonly WrittenStep[];
}

export function readShippedCatalogue(): ShippedCatalogue {
  const { notice, releases } = fileOf<{ notice: InBoth<string>; releases: readonly Release[] }>('catalogue');
  const newest = releases.at(-1);
  if (!newest) throw new Error('the catalogue that ships was never released');
  const written = practices.map((practice) => fileOf<WrittenPractice>(practice.toLowerCase().replaceAll('_', '-')));
  return {
    version: newest.version,
    releasedOn: newest.releasedOn,
    notice,
    practices: written.map(({ practice, title, about }) => ({ practice, title, about })),
    steps: written.flatMap(({ practice, steps }) => steps.map((step) => asStep(practice, step))),
  };
}

/** Our own file, whose form a spec looks at. */
function fileOf<T>(name: string): T {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as T;
}

function asStep(
  practice: Practice,
  { id, version, audience, reviewedBy, reviewedOn, retired, en, es }: WrittenStep,
): Step {
  const texts = { en: asText(en), es: asText(es) };
  return { id, practice, audience, version, texts, reviewedBy, reviewedOn, partner: null, retired: retired ?? false };
}

function asText({ title, summary, body, materials = [] }: WrittenText): StepText {
  return {
    ...{ title, summary, body: body.join('\n\n') },
    materials: materials.map(({ kind, title: its, text }) => ({ kind, title: its, text: text.join('\n\n') })),
  };
}
