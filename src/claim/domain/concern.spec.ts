/** What a concern has to say, by cases. */
import { expect, it } from '@jest/globals';
import { type ConcernInput, decideConcern } from './concern.js';

it.each<[string, ConcernInput, object]>([
  ['a claim', { claimId: 'c', reason: 'UNSAFE' }, { value: { about: { claimId: 'c' }, text: null } }],
  ['a request', { requestId: 'r', reason: 'SPAM', text: ' No ' }, { value: { about: { requestId: 'r' }, text: 'No' } }],
  ['nothing', { reason: 'SPAM' }, { code: 'INVALID_INPUT', path: ['claimId'] }],
  ['both', { claimId: 'c', requestId: 'r', reason: 'SPAM' }, { code: 'INVALID_INPUT', path: ['claimId'] }],
  ['something else, unsaid', { claimId: 'c', reason: 'OTHER', text: ' ' }, { code: 'INVALID_INPUT', path: ['text'] }],
  ['too much', { claimId: 'c', reason: 'UNSAFE', text: 'x'.repeat(2001) }, { code: 'TEXT_TOO_LONG', path: ['text'] }],
])('about %s', (_, input, expected) => {
  expect(decideConcern(input)).toMatchObject(expected);
});
