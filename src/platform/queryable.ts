/** What a store needs of a database: named statements, inside a transaction or outside of one. */
export interface Queryable {
  /** `name` prepares the statement once per connection; it must be unique to its text. */
  query<Row extends object>(name: string, text: string, values?: readonly unknown[]): Promise<QueryOutcome<Row>>;
}

export interface QueryOutcome<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}
