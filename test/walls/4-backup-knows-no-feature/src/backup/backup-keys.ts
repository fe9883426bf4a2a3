import { key } from '../sealing/key-provider.js';
export const kept = key;
