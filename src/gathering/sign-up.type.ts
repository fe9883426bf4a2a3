/** Signing up as the API shows it: to the member its own, to the partner who comes. */
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { words } from '../kernel/words.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { SignUpStanding } from './domain/gathering.js';
import { Gathering } from './gathering.type.js';

registerEnumType(SignUpStanding, {
  name: 'SignUpStanding',
  description: 'What somebody who signed up has.',
  valuesMap: {
    PLACE: { description: 'A place: the exact place is shown.' },
    WAITING: { description: 'A turn on the waiting list: whoever leaves makes room for the first.' },
  },
});

export const Attendance = words('ATTENDED', 'ABSENT');
export type Attendance = keyof typeof Attendance;
registerEnumType(Attendance, {
  name: 'Attendance',
  description: 'Whether somebody who had a place came.',
  valuesMap: { ATTENDED: { description: 'Came.' }, ABSENT: { description: 'Did not come.' } },
});

@ObjectType({ description: 'A member of a home has signed up. Only that member sees it.' })
export class SignUp {
  /** Not in the schema: of what. */
  gatheringId: string;

  @Field(() => SignUpStanding, { description: 'A place or the waiting list.' })
  standing: SignUpStanding;

  @Field(() => Int, { nullable: true, description: '1 for whoever is next on the waiting list; null with a place.' })
  waitingPlace: number | null;

  @Field(() => Attendance, { nullable: true, description: 'What the partner wrote down; null before it did.' })
  attendance: Attendance | null;
}

@ObjectType({
  description:
    'Somebody who signed up, as the coordinators of the partner see it whose session or action it is: for attendance, and to know who comes.',
})
export class Participant {
  /** Not in the schema. */
  homeId: string;

  @Field(() => ID, { description: 'For takeAttendance.' })
  signUpId: string;

  @Field(() => SignUpStanding, { description: 'A place or the waiting list.' })
  standing: SignUpStanding;

  @Field(() => Int, { nullable: true, description: '1 for whoever is next on the waiting list; null with a place.' })
  waitingPlace: number | null;

  @Field(() => Attendance, { nullable: true, description: 'Whether they came; null before anybody said so.' })
  attendance: Attendance | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The e-mail address of the member, in a home of your own partner: to tell two members apart. Null for homes of others.',
  })
  email: string | null;
}

export const ParticipantConnection = connectionOf<Participant>('Participant', () => Participant);

@ObjectType({ description: 'You have a place, or a turn on the waiting list.' })
export class SignedUp {
  @Field(() => SignUp, { description: 'Your sign-up.' })
  signUp: SignUp;
}

@ObjectType({ description: 'You are not coming. The exact place is closed again.' })
export class SignUpCancelled {
  @Field(() => Gathering, { description: 'What you had signed up for, as anybody sees it.' })
  gathering: Gathering;
}

export const SignUpResult = resultUnion('SignUpResult', SignedUp, 'Signed up, or why not.');
export const CancelSignUpResult = resultUnion(
  'CancelSignUpResult',
  SignUpCancelled,
  'Taken back, or why nothing changed.',
);
