/** Where an organisation stands among others. It says who belongs to whom, and gives nobody a right. */
import { words } from './words.js';

export const PartnerLevel = words('NATIONAL', 'AFFILIATE', 'LOCAL');
export type PartnerLevel = keyof typeof PartnerLevel;

const HEIGHT: Readonly<Record<PartnerLevel, number>> = { NATIONAL: 2, AFFILIATE: 1, LOCAL: 0 };

/** One level up or more: so the way up ends. */
export function standsBelow(level: PartnerLevel, parent: PartnerLevel): boolean {
  return HEIGHT[level] < HEIGHT[parent];
}
