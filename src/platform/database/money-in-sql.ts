/** An amount out of two columns, as JSON of the same shape as `Money`; null when there is none. */
export function moneyInSql(minor: string, currency: string): string {
  return `CASE WHEN ${minor} IS NOT NULL THEN json_build_object('minor', ${minor}, 'currency', ${currency}) END`;
}
