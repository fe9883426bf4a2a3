import { backup } from '../backup/make-backup.js';
export const claimed = backup;
