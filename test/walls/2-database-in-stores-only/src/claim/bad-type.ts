import type { Repository } from 'typeorm';
export type Kept = Repository<object>;
