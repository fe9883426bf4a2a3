/** What homes spent on families, asked back over the real API. */
import type { Signed } from './claims.js';
import type { Json } from './families.js';
import type { World } from './world.js';

export interface ReimbursementRead {
  readonly id: string;
  readonly claimId: string | null;
  readonly homeId: string | null;
  readonly fundId: string | null;
  readonly state: string;
  readonly receipt: string | null;
  readonly amount: { readonly minor: number; readonly currency: string };
  readonly askedOn: string;
  readonly settledOn: string | null;
}
export interface ReimbursementAnswer {
  readonly reimbursement?: ReimbursementRead;
  readonly code?: string;
  readonly path?: readonly string[] | null;
}

const FIELDS = 'id claimId homeId fundId state receipt amount { minor currency } askedOn settledOn';

/** `askReimbursement`, `withdrawReimbursement`, `acceptReimbursement` or `declineReimbursement`: the answer as it is. */
export async function reimburse(
  world: World,
  by: Signed,
  mutation: string,
  input: Json,
  idempotencyKey?: string,
): Promise<ReimbursementAnswer> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await world.ask<Record<string, ReimbursementAnswer>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ... on ReimbursementChanged { reimbursement { ${FIELDS} } } ... on Refusal { code path } } }`,
    { input },
    { token: by.token, ...(idempotencyKey !== undefined && { idempotencyKey }) },
  );
  return answer[mutation] ?? {};
}

export async function reimbursementsOf(
  world: World,
  by: Signed,
  query: 'myReimbursements' | 'reimbursements',
): Promise<readonly ReimbursementRead[]> {
  return (await world.ask<Record<string, ReimbursementRead[]>>(`{ ${query} { ${FIELDS} } }`, {}, by))[query] ?? [];
}
