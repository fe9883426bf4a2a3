export const claim = 1;
export interface Claimed {}
