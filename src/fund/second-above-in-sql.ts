/** The one text that says above which amount a partner wants two coordinators: null for no amount. */

/** `of`: an alias in SQL of what has a partner and a currency. It comes as text, in minor units. */
export function secondAboveOf(of: string): string {
  return `(SELECT two.second_above FROM partner_money two WHERE two.partner_id = ${of}.partner_id AND two.currency = ${of}.currency)`;
}
