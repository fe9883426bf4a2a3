/** What a home works through, by practice: the steps that are meant for it, and those that it has marked whatever became of them. */
import type { MarkedStep } from './mark.js';
import type { Reminder } from './reminder.js';
import { type Practice, practices, type Step } from './step.js';

export interface StepProgress {
  readonly step: Step;
  readonly marked: MarkedStep | null;
  /** Its words have changed since the version that was marked. */
  readonly revisedSince: boolean;
  readonly reminder: Reminder | null;
}

export interface PracticeProgress {
  readonly practice: Practice;
  readonly steps: readonly StepProgress[];
  /** Of those steps. What was set aside is neither begun nor asked for. */
  readonly counts: {
    readonly total: number;
    readonly started: number;
    readonly done: number;
    readonly setAside: number;
  };
}

export function progressOf(
  steps: readonly Step[],
  marks: readonly MarkedStep[],
  reminders: readonly Reminder[],
  employs: boolean,
): readonly PracticeProgress[] {
  const markOf = new Map(marks.map((mark) => [mark.stepId, mark]));
  const reminderOf = new Map(reminders.map((reminder) => [reminder.stepId, reminder]));
  const shown = steps.flatMap((step): StepProgress[] => {
    const [marked, reminder] = [markOf.get(step.id) ?? null, reminderOf.get(step.id) ?? null];
    const isMeant = !step.retired && (step.audience === 'EVERYONE' || employs);
    if (!isMeant && !marked && !reminder) return [];
    return [{ step, marked, reminder, revisedSince: marked !== null && marked.version < step.version }];
  });
  return practices.map((practice) => {
    const its = shown.filter(({ step }) => step.practice === practice);
    const count = (mark: MarkedStep['mark']) => its.filter(({ marked }) => marked?.mark === mark).length;
    const counts = { total: its.length, started: count('STARTED'), done: count('DONE'), setAside: count('SET_ASIDE') };
    return { practice, steps: its, counts };
  });
}
