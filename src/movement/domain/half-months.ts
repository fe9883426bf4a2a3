/** Counting goes by halves of months: requests are forgotten 30 days after their end, so a whole month would come too late. */

/** The 1st or the 16th that begins the half in which the day lies. */
export function halfMonthOf(day: string): string {
  return `${day.slice(0, 8)}${Number(day.slice(8)) < 16 ? '01' : '16'}`;
}

export function nextHalfMonth(half: string): string {
  if (half.endsWith('-01')) return `${half.slice(0, 8)}16`;
  const [year = 0, month = 0] = half.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

export function monthOf(day: string): string {
  return `${day.slice(0, 8)}01`;
}

/** The halves from that day on that are over. */
export function halvesOver(from: string, today: string): readonly string[] {
  const halves: string[] = [];
  for (let half = from; nextHalfMonth(half) <= today; half = nextHalfMonth(half)) halves.push(half);
  return halves;
}
