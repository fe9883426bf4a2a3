import { backup } from '../backup/make-backup.js';
export const command = backup;
