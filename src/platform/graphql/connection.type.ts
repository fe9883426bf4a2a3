/** Relay connections: forward only, sealed cursors, no totals where a total would tell. */
import type { Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Where a page ends, and whether there is another.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether asking again with `after: endCursor` gives more.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Always false: pages go forward only.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Sealed cursor of the first row; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Sealed cursor of the last row; null on an empty page.' })
  endCursor: string | null;
}

export interface Edge<T> {
  node: T;
  cursor: string;
}

export interface Connection<T> {
  edges: Edge<T>[];
  pageInfo: PageInfo;
}

/** Declares `<Name>Connection` and `<Name>Edge` for a node type. */
export function connectionOf<T>(name: string, node: () => unknown): Type<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: 'A row of the page.' })
  class ItsEdge {
    @Field(node as () => Type<unknown>, { description: 'The row.' }) // Interfaces are given as abstract classes, which Nest takes too.
    node: T;

    @Field(() => String, { description: 'Sealed cursor of this row, for `after`.' })
    cursor: string;
  }

  @ObjectType(`${name}Connection`, { description: 'A page, in the manner of Relay.' })
  class ItsConnection {
    @Field(() => [ItsEdge], { description: 'The rows of this page.' })
    edges: ItsEdge[];

    @Field(() => PageInfo, { description: 'Whether there is more.' })
    pageInfo: PageInfo;
  }
  return ItsConnection;
}

/** A page out of one row more than was asked for: the row too many says that there is more. Cursors are sealed when they are read. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  first: number,
  toNode: (row: Row) => T,
  toCursor: (row: Row) => string,
): Connection<T> {
  const shown = rows.length > first ? rows.slice(0, first) : rows;
  const cursorOf = (row: Row | undefined) => (row === undefined ? null : toCursor(row));
  return {
    edges: shown.map((row) => new RowOfPage(row, toNode(row), toCursor)),
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: false,
      get startCursor() {
        return cursorOf(shown[0]);
      },
      get endCursor() {
        return cursorOf(shown.at(-1));
      },
    },
  };
}

class RowOfPage<Row, T> implements Edge<T> {
  constructor(
    private readonly row: Row,
    readonly node: T,
    private readonly toCursor: (row: Row) => string,
  ) {}

  get cursor(): string {
    return this.toCursor(this.row);
  }
}
