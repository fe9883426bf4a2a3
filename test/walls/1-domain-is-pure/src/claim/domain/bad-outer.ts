import { type HalfDayType } from '../../calendar/half-day.type.js';
export type Kept = HalfDayType;
