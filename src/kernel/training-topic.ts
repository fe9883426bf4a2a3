/** What a training is about: requests and circles ask for a topic, certificates are of one. */
import { words } from './words.js';

export const TrainingTopic = words(
  'KNOW_YOUR_RIGHTS',
  'RAPID_RESPONSE',
  'COMMUNITY_DEFENSE',
  'FAIR_EMPLOYMENT',
  'CHILD_SAFETY',
  'ACCOMPANIMENT',
);
export type TrainingTopic = keyof typeof TrainingTopic;
