/** What of a linear program is left to decide once some columns are taken for good: fewer columns, and less room in the rows. */
import type { LinearProgram } from './linear-program.js';

export interface PartOfProgram {
  readonly program: LinearProgram;
  /** The place of each of its columns in the whole program. */
  readonly columns: Int32Array;
}

/** `taken`: 1 for each column that is. Columns for which there is no room beside them are left out. */
export function partOf(whole: LinearProgram, taken: Float64Array): PartOfProgram {
  const { rows, starts, indices, values } = whole;
  const eachOf = (column: number, see: (row: number, value: number) => void) => {
    for (let at = starts[column] ?? 0; at < (starts[column + 1] ?? 0); at += 1) see(indices[at] ?? 0, values[at] ?? 0);
  };
  const rowLower = Float64Array.from(whole.rowLower);
  const rowUpper = Float64Array.from(whole.rowUpper);
  /** How much more room others can make in a row. */
  const room = new Float64Array(rows);
  for (let column = 0; column < whole.columns; column += 1) {
    const isTaken = taken[column] === 1;
    eachOf(column, (row, value) => {
      if (isTaken) {
        rowLower[row] = (rowLower[row] ?? 0) - value;
        rowUpper[row] = (rowUpper[row] ?? 0) - value;
      } else if (value < 0) room[row] = (room[row] ?? 0) - value;
    });
  }
  const columns: number[] = [];
  const part = { starts: [0], indices: [] as number[], values: [] as number[] };
  for (let column = 0; column < whole.columns; column += 1) {
    let fits = taken[column] !== 1;
    eachOf(column, (row, value) => {
      if (value > (rowUpper[row] ?? 0) + (room[row] ?? 0)) fits = false;
    });
    if (!fits) continue;
    columns.push(column);
    eachOf(column, (row, value) => {
      part.indices.push(row);
      part.values.push(value);
    });
    part.starts.push(part.indices.length);
  }
  return {
    columns: Int32Array.from(columns),
    program: {
      ...{ columns: columns.length, rows, rowLower, rowUpper },
      lower: new Float64Array(columns.length),
      upper: new Float64Array(columns.length).fill(1),
      starts: Int32Array.from(part.starts),
      indices: Int32Array.from(part.indices),
      values: Float64Array.from(part.values),
    },
  };
}
