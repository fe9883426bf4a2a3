export interface Rule {}
