/** Commitments of the story: a home that has declared itself and works through steps, and steps that partners have added. */
import { dateIn, type Json } from './families.js';
import type { Cast } from './privacy-cast.js';
import { ask } from './privacy-claims.js';
import type { World } from './world.js';

export interface Steps {
  /** Of the host: homes see it. */
  readonly shown: string;
  /** Of the host: no home sees them. */
  readonly waiting: string;
  readonly retired: string;
  readonly elsewhere: string;
}

export async function theCommitments(world: World, { homes, coordinators }: Cast): Promise<Steps> {
  const [author, reviewer] = [coordinators['coordinator of origin'], coordinators['other coordinator']];
  const materials = [{ kind: 'LETTER', title: 'A letter', text: 'Dear council,' }];
  const en = { title: 'Bring soup', summary: 'On Fridays.', body: 'To whoever is new in the street.', materials };
  const aStep = async (by: { token: string }) => {
    const input = { practice: 'GIVING', audience: 'EVERYONE', en };
    const { step } = await ask(world, by, 'addStep', input, '... on PartnerStepChanged { step { id } }');
    return (step as { id: string }).id; // As selected.
  };
  const shown = await aStep(author);
  await ask(world, reviewer, 'reviewStep', { stepId: shown, version: 1 });
  const retired = await aStep(author);
  await ask(world, author, 'retireStep', { stepId: retired });
  const steps = {
    shown,
    retired,
    waiting: await aStep(author),
    elsewhere: await aStep(coordinators['foreign coordinator']),
  };

  const [declared, withdrawn] = [homes['another home'], homes['claimant accepted']];
  const tell = (by: { token: string }, mutation: string) =>
    world.ask<Json>(`mutation { ${mutation} { __typename } }`, {}, { token: by.token });
  for (const by of [declared, withdrawn]) await tell(by, 'declareSanctuaryHome');
  await tell(withdrawn, 'withdrawDeclaration');
  await ask(world, declared, 'markStep', { stepId: shown, mark: 'DONE' });
  await ask(world, declared, 'remindMe', { stepId: shown, on: dateIn(world, 30), rhythm: 'MONTHLY' });
  return steps;
}
