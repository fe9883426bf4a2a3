export const backup = 1;
