export interface HalfDayType {}
