/** A small classifier of pairs: logistic regression over features that are brought to one scale, and what it is worth on pairs it has not seen. */

/** Features of one pair, by name; what a pair does not have is 0. */
export type Features = ReadonlyMap<string, number>;

export interface Pair {
  readonly features: Features;
  /** Whether both are one family's. */
  readonly same: boolean;
}

const ROUNDS = 300;
const RATE = 0.5;
const PULL_TO_ZERO = 0.002;

/** How well what is learned from `train` tells the pairs of `test` apart: 0.5 is guessing, 1 is knowing. */
export function aucOf(names: readonly string[], train: readonly Pair[], test: readonly Pair[]): number {
  const scales = names.map((name) => scaleOf(train.map(({ features }) => features.get(name) ?? 0)));
  const rowOf = ({ features }: Pair) =>
    names.map((name, at) => ((features.get(name) ?? 0) - (scales[at]?.mean ?? 0)) / (scales[at]?.spread ?? 1));
  const weights = learn(
    train.map(rowOf),
    train.map(({ same }) => same),
  );
  return areaUnderCurve(test.map((pair) => ({ score: dot(weights, rowOf(pair)), same: pair.same })));
}

/** The names of those that tell most on their own, as far as they tell anything. */
export function tellingFeatures(names: readonly string[], pairs: readonly Pair[], most: number): readonly string[] {
  return names
    .map((name) => {
      const auc = areaUnderCurve(pairs.map(({ features, same }) => ({ score: features.get(name) ?? 0, same })));
      return { name, tells: Math.abs(auc - 0.5) };
    })
    .filter(({ tells }) => tells > 0.01)
    .toSorted((a, b) => b.tells - a.tells)
    .slice(0, most)
    .map(({ name }) => name);
}

/** Of a random pair of one family and one of two, how often the first scores higher; ties count half. */
export function areaUnderCurve(scored: readonly { readonly score: number; readonly same: boolean }[]): number {
  const sorted = scored.toSorted((a, b) => a.score - b.score);
  let sumOfRanks = 0;
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (end < sorted.length && sorted[end]?.score === sorted[at]?.score) end += 1;
    for (let its = at; its < end; its += 1) if (sorted[its]?.same) sumOfRanks += (at + 1 + end) / 2;
    at = end;
  }
  const positive = scored.filter(({ same }) => same).length;
  const negative = scored.length - positive;
  return (sumOfRanks - (positive * (positive + 1)) / 2) / (positive * negative);
}

function learn(rows: readonly (readonly number[])[], same: readonly boolean[]): readonly number[] {
  const weights = new Array<number>(rows[0]?.length ?? 0).fill(0);
  let bias = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = new Array<number>(weights.length).fill(0);
    let ofBias = 0;
    for (const [at, row] of rows.entries()) {
      const error = 1 / (1 + Math.exp(-dot(weights, row) - bias)) - (same[at] ? 1 : 0);
      ofBias += error;
      for (const [column, value] of row.entries()) gradient[column] = (gradient[column] ?? 0) + error * value;
    }
    bias -= (RATE * ofBias) / rows.length;
    for (const [column, sum] of gradient.entries()) {
      const weight = weights[column] ?? 0;
      weights[column] = weight - RATE * (sum / rows.length + PULL_TO_ZERO * weight);
    }
  }
  return weights;
}

function scaleOf(values: readonly number[]): { readonly mean: number; readonly spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, spread: Math.sqrt(variance) || 1 };
}

function dot(weights: readonly number[], row: readonly number[]): number {
  let sum = 0;
  for (const [at, weight] of weights.entries()) sum += weight * (row[at] ?? 0);
  return sum;
}
