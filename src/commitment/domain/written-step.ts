/** What a coordinator writes as a step of the partner's own: in English, Spanish or both, and plain. */
import { allAccepted, eachAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideRequiredText, type TextRule } from '../../kernel/plain-text.js';
import type { Language } from '../../kernel/refusals.js';
import type { Material, StepText, StepTexts } from './step.js';

export type WrittenTexts = { readonly [K in Language]?: StepText | null };

const TITLE: TextRule = { max: 120, lines: 'ONE' };
const SUMMARY: TextRule = { max: 300, lines: 'ONE' };
/** A letter or a guide of three pages; all of it in two languages still fits through the door. */
const BODY: TextRule = { max: 4_000, lines: 'MANY' };
const MOST_MATERIALS = 4;

export function decideWrittenTexts(written: WrittenTexts): Decision<StepTexts> {
  const texts: Partial<Record<Language, StepText>> = {};
  for (const language of ['en', 'es'] as const) {
    const its = written[language];
    if (!its) continue;
    const text = decideStepText(its, [language]);
    if (!text.accepted) return text;
    texts[language] = text.value;
  }
  return Object.keys(texts).length > 0 ? accept(texts) : refuse('INVALID_INPUT', ['en']);
}

function decideStepText(its: StepText, path: readonly string[]): Decision<StepText> {
  if (its.materials.length > MOST_MATERIALS) return refuse('INVALID_INPUT', [...path, 'materials']);
  return allAccepted({
    title: decideRequiredText(its.title, TITLE, [...path, 'title']),
    summary: decideRequiredText(its.summary, SUMMARY, [...path, 'summary']),
    body: decideRequiredText(its.body, BODY, [...path, 'body']),
    materials: eachAccepted(its.materials.map((one, at) => decideMaterial(one, [...path, 'materials', String(at)]))),
  });
}

function decideMaterial({ kind, ...its }: Material, path: readonly string[]): Decision<Material> {
  return allAccepted({
    kind: accept(kind),
    title: decideRequiredText(its.title, TITLE, [...path, 'title']),
    text: decideRequiredText(its.text, BODY, [...path, 'text']),
  });
}
