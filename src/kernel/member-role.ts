/** What a member does for a home: everybody gives and helps for it, keepers look after who belongs to it. */
import { words } from './words.js';

export const MemberRole = words('KEEPER', 'MEMBER');
export type MemberRole = keyof typeof MemberRole;
