/** Runs, for whoever weighs them against other trips. */
export { findRuns, type Rider, type RingsBetween, type Run, runOf, type Vehicle } from './domain/find-runs.js';
