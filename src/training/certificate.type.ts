/** Certificates and attendance as the API shows and takes them. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, MaxLength, ValidateNested } from 'class-validator';
import { Attendance } from '../gathering/sign-up.type.js';
import { TrainingTopic } from '../kernel/training-topic.js';
import { words } from '../kernel/words.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';

export const CertificateStatus = words('GOOD', 'EXPIRED', 'REVOKED');
export type CertificateStatus = keyof typeof CertificateStatus;
registerEnumType(CertificateStatus, {
  name: 'CertificateStatus',
  description: 'Whether a certificate counts.',
  valuesMap: {
    GOOD: { description: 'It counts.' },
    EXPIRED: { description: 'Its time is over.' },
    REVOKED: { description: 'The partner that gave it took it back.' },
  },
});

@ObjectType({
  description:
    'A member of a home came to a session of a training. While it is good, the home may take on what asks for its topic. The member sees it, and coordinators of the partner that gave it.',
})
export class Certificate {
  /** Not in the schema. */
  homeId: string;

  @Field(() => ID, { description: 'For revokeCertificate.' })
  id: string;

  @Field(() => TrainingTopic, { description: 'What of.' })
  topic: TrainingTopic;

  @Field(() => String, { description: 'The name of the partner that gave it.' })
  partner: string;

  @Field(() => LocalDateScalar, { description: 'The date on which it was given, in UTC.' })
  issuedOn: string;

  @Field(() => DateTimeScalar, { description: 'Until when it is good.' })
  expiresAt: Date;

  @Field(() => CertificateStatus, { description: 'Whether it counts now.' })
  status: CertificateStatus;
}

export const CertificateConnection = connectionOf<Certificate>('Certificate', () => Certificate);

@InputType({ description: 'Whether one person came.' })
export class AttendanceMarkInput {
  @Field(() => ID, { description: 'Of `participants`: one with a place, and not of your own household.' })
  @MaxLength(64)
  signUpId: string;

  @Field(() => Attendance, { description: 'Came, or did not.' })
  attendance: Attendance;
}

@InputType({ description: 'Who came to a session.' })
export class TakeAttendanceInput {
  @Field(() => ID, { description: 'A session of your own partner that has begun, until a week after it.' })
  @MaxLength(64)
  sessionId: string;

  @Field(() => [AttendanceMarkInput], {
    description: '1 to 200 at once, each person once. Whoever is left out stays as it was.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => AttendanceMarkInput)
  marks: AttendanceMarkInput[];
}

@InputType({ description: 'Which certificate is taken back.' })
export class RevokeCertificateInput {
  @Field(() => ID, { description: 'One that your own partner gave (certificatesGiven lists them).' })
  @MaxLength(64)
  certificateId: string;
}

@ObjectType({ description: 'It is written down who came; those who came have their certificates.' })
export class AttendanceTaken {
  @Field(() => Int, { description: 'How many marks were new or different.' })
  marked: number;

  @Field(() => Int, { description: 'How many certificates were given for it now.' })
  certificates: number;
}

@ObjectType({ description: 'The certificate counts no more. The home was told.' })
export class CertificateRevoked {
  @Field(() => Certificate, { description: 'The certificate.' })
  certificate: Certificate;
}

export const TakeAttendanceResult = resultUnion('TakeAttendanceResult', AttendanceTaken, 'Written down, or why not.');
export const RevokeCertificateResult = resultUnion(
  'RevokeCertificateResult',
  CertificateRevoked,
  'Taken back, or why not.',
);
