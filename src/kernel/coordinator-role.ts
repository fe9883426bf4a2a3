/** What a coordinator does for its partner. One person may have several roles; what none of them covers, it may not do. */
import { words } from './words.js';

export const CoordinatorRole = words('INTAKE', 'REVIEWER', 'DISPATCHER', 'ADMIN');
export type CoordinatorRole = keyof typeof CoordinatorRole;

/** Each once, in the order in which they are told. */
export function distinctRoles(roles: readonly CoordinatorRole[]): CoordinatorRole[] {
  return Object.values(CoordinatorRole).filter((role) => roles.includes(role));
}
