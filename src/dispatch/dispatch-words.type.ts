/** The words of plans over GraphQL: where one is, what makes it better, what became of its lines, and why nobody is asked. */
import { registerEnumType } from '@nestjs/graphql';
import { words } from '../kernel/words.js';
import { Objective } from './domain/objectives.js';
import { PlanState } from './domain/plan-state.js';
import { UnservedReason, unservedTexts } from './domain/unserved.js';

registerEnumType(PlanState, {
  name: 'DispatchState',
  description: 'Where a plan is.',
  valuesMap: {
    WAITING: { description: 'Others are worked out before it.' },
    PLANNING: { description: 'It is being worked out: ask again in a second.' },
    READY: { description: 'It can be read and applied.' },
    APPLYING: { description: 'Its trips are being proposed, one after the other.' },
    APPLIED: { description: 'Every trip was proposed or skipped.' },
    CANCELLED: { description: 'Somebody cancelled it.' },
    FAILED: { description: 'No plan came of it: see `refusal`. Nothing was proposed.' },
  },
});

registerEnumType(Objective, {
  name: 'DispatchObjective',
  description: 'What makes one plan better than another, in this order: nothing later outweighs anything earlier.',
  valuesMap: {
    NEEDED_TODAY: { description: 'How many requests for today are served.' },
    NEEDED_THIS_WEEK: { description: 'How many requests for this week are served.' },
    NEEDED_WHENEVER: { description: 'How many of the other requests are served.' },
    LINES: { description: 'How many of their lines are served whole.' },
    TRAVEL: { description: 'How far homes go, between published areas.' },
    FAIRNESS: { description: 'That nobody is asked again while somebody else was not asked.' },
  },
});

export const LineOutcome = words('PLANNED', 'PROPOSED', 'SKIPPED');
registerEnumType(LineOutcome, {
  name: 'DispatchOutcome',
  description: 'What became of a line of a plan.',
  valuesMap: {
    PLANNED: { description: 'Nobody was asked yet.' },
    PROPOSED: { description: 'The home was asked: it accepts or declines the claim as ever.' },
    SKIPPED: { description: 'Something had changed: nobody was asked. See `skipped`.' },
  },
});

registerEnumType(UnservedReason, {
  name: 'UnservedReason',
  description: 'Why nobody is asked for a request, for programs. It tells of no home and of no other family.',
  valuesMap: Object.fromEntries(Object.entries(unservedTexts).map(([code, { en }]) => [code, { description: en }])),
});

export { Objective, PlanState, UnservedReason };
