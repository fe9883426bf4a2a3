/** Every access need of a family has the one feature of a home that meets it: a match needs them all. */
import { words } from './words.js';

export const AccessNeed = words(
  'STEP_FREE',
  'WHEELCHAIR_TRANSFER',
  'WHEELCHAIR_RAMP',
  'SERVICE_ANIMAL',
  'SIGN_LANGUAGE',
  'TEXT_INSTEAD_OF_VOICE',
  'LARGE_PRINT',
  'QUIET',
  'MASKS',
  'SCENT_FREE',
  'SMOKE_FREE',
  'PET_FREE',
);
export type AccessNeed = keyof typeof AccessNeed;

export const AccessFeature = words(
  'STEP_FREE',
  'ROOM_FOR_FOLDED_WHEELCHAIR',
  'VEHICLE_WITH_RAMP',
  'WELCOMES_SERVICE_ANIMAL',
  'SIGNS',
  'WRITES_INSTEAD_OF_SPEAKING',
  'PRINTS_LARGE',
  'KEEPS_QUIET',
  'WEARS_MASK',
  'SCENT_FREE',
  'SMOKE_FREE',
  'PET_FREE',
);
export type AccessFeature = keyof typeof AccessFeature;

export const featureFor: Readonly<Record<AccessNeed, AccessFeature>> = {
  STEP_FREE: 'STEP_FREE',
  WHEELCHAIR_TRANSFER: 'ROOM_FOR_FOLDED_WHEELCHAIR',
  WHEELCHAIR_RAMP: 'VEHICLE_WITH_RAMP',
  SERVICE_ANIMAL: 'WELCOMES_SERVICE_ANIMAL',
  SIGN_LANGUAGE: 'SIGNS',
  TEXT_INSTEAD_OF_VOICE: 'WRITES_INSTEAD_OF_SPEAKING',
  LARGE_PRINT: 'PRINTS_LARGE',
  QUIET: 'KEEPS_QUIET',
  MASKS: 'WEARS_MASK',
  SCENT_FREE: 'SCENT_FREE',
  SMOKE_FREE: 'SMOKE_FREE',
  PET_FREE: 'PET_FREE',
};
