/** The reference: what becomes of a fund, its pledges and the claims on one request, in a few lines that know no database. */

/** By the request, in cents. */
export const ASKED_FOR = 20_000;
/** Of the fund: no allocation takes it. */
export const RESERVE = 1_000;
/** Beyond so much for a request, whoever allocated may not pay; and of a pledge, whoever received may not give back. */
export const SECOND_ABOVE = 9_000;
/** So many bank references there are in a history: the same comes again before long. */
const REFERENCES = 7;

export interface State {
  readonly fund: number;
  readonly references: readonly number[];
  readonly pledges: readonly {
    readonly open: number;
    readonly given: number;
    readonly over: boolean;
    readonly by: readonly Who[];
    readonly back: number;
  }[];
  readonly claims: readonly {
    readonly aside: number;
    readonly paid: number;
    readonly by: Who;
    readonly needsSecond: boolean;
  }[];
}
/** Which of the two coordinators. */
export type Who = 0 | 1;
/** `at`: of the pledges, or the claims, there are. */
export interface What {
  readonly at: number;
  readonly amount: number;
  readonly who: Who;
}

export const NOTHING: State = { fund: 0, references: [], pledges: [], claims: [] };
export const wanted = ({ claims }: State) =>
  ASKED_FOR - claims.reduce((held, { aside, paid }) => held + aside + paid, 0);
export const referenceOf = (amount: number) => amount % REFERENCES;

/** The state with another pledge, or claim, in place of the one that is there, and what that moves in the fund; null where it may not be. */
function change<Of extends 'pledges' | 'claims'>(
  state: State | null,
  of: Of,
  at: number,
  to: (its: State[Of][number]) => (Partial<State[Of][number]> & { readonly fund?: number }) | null,
): State | null {
  const its = state?.[of][at];
  const after = its && to(its);
  if (!state || !after) return null;
  const { fund = 0, ...rest } = after;
  return { ...state, [of]: state[of].with(at, { ...its, ...rest } as never), fund: state.fund + fund };
}

/** Null: the step is refused. */
export const REFERENCE = {
  pledge: (s, { amount: a }) => ({
    ...s,
    pledges: [...s.pledges, { open: a, given: 0, over: false, by: [], back: 0 }],
  }),
  receive: (s, { at, amount: a, who }) =>
    change(
      s.references.includes(referenceOf(a)) ? null : { ...s, references: [...s.references, referenceOf(a)] },
      ...(['pledges', at] as const),
      ({ open, given, by }) => ({ open: Math.max(0, open - a), given: given + a, by: [...by, who], fund: a }),
    ),
  giveBack: (s, { at, amount: a, who }) =>
    change(s, 'pledges', at, ({ given, by, back }) =>
      a <= Math.min(given, s.fund) && !(back + a > SECOND_ABOVE && by.includes(who))
        ? { given: given - a, back: back + a, fund: -a }
        : null,
    ),
  cancel: (s, { at }) =>
    change(s, 'pledges', at, ({ open, over }) => (!over && open > 0 ? { open: 0, over: true } : null)),
  allocate: (s, { amount: a, who: by }) => {
    const needsSecond = ASKED_FOR - wanted(s) + a > SECOND_ABOVE;
    const claims = [...s.claims, { aside: a, paid: 0, by, needsSecond }];
    return a > Math.min(s.fund - RESERVE, wanted(s)) ? null : { ...s, fund: s.fund - a, claims };
  },
  pay: (s, { at, amount: a, who }) =>
    change(s, 'claims', at, ({ aside, by, needsSecond }) =>
      a <= aside && !(needsSecond && by === who) ? { aside: 0, paid: a, fund: aside - a } : null,
    ),
  unwanted: (s, { at }) => change(s, 'claims', at, ({ aside }) => (aside > 0 ? { aside: 0, fund: aside } : null)),
  notArrived: (s, { at }) => change(s, 'claims', at, ({ paid }) => (paid > 0 ? { paid: 0, fund: paid } : null)),
} as const satisfies Record<string, (state: State, what: What) => State | null>;

export type StepName = keyof typeof REFERENCE;
export const stepNames = Object.keys(REFERENCE) as readonly StepName[]; // As they are written above.
