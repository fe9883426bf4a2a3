/** Notices as the API shows them. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength } from 'class-validator';
import { HalfDay } from '../calendar/window.type.js';
import { words } from '../kernel/words.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { type NoticeCode, noticeTexts } from './notice-code.js';

const codes = Object.keys(noticeTexts) as NoticeCode[]; // The keys of the catalogue are its codes.

const NoticeCodeEnum = Object.fromEntries(codes.map((code) => [code, code]));
registerEnumType(NoticeCodeEnum, {
  name: 'NoticeCode',
  description: 'What a notice is about, for programs. More may come: show the text of those that you do not know.',
  valuesMap: Object.fromEntries(codes.map((code) => [code, { description: noticeTexts[code].en }])),
});

export const NoticeSubjectKind = words(
  'REQUEST',
  'CLAIM',
  'OFFER',
  'HOME',
  'REPORT',
  'STEP',
  'SESSION',
  'ACTION',
  'CERTIFICATE',
  'CIRCLE',
  'PERSON',
  'FUND',
  'PLEDGE',
  'PARTNER',
);
export type NoticeSubjectKind = keyof typeof NoticeSubjectKind;
registerEnumType(NoticeSubjectKind, {
  name: 'NoticeSubjectKind',
  description: 'What the id of a notice is the id of.',
  valuesMap: {
    REQUEST: { description: 'A request.' },
    CLAIM: { description: 'A claim.' },
    OFFER: { description: 'An offer.' },
    HOME: { description: 'A home.' },
    REPORT: { description: 'A report of a concern.' },
    STEP: { description: 'A step of the catalogue of commitments.' },
    SESSION: { description: 'A session of a training.' },
    ACTION: { description: 'An action of a campaign.' },
    CERTIFICATE: { description: 'A certificate.' },
    FUND: { description: 'A fund.' },
    PLEDGE: { description: 'A pledge.' },
    PARTNER: { description: 'A partner: yours, or one that asks the host for areas.' },
    CIRCLE: { description: 'A circle of your partner.' },
    PERSON: { description: 'A member of your home, or a coordinator: you, or a colleague who took families in.' },
  },
});

@ObjectType({ description: 'Something that happened and concerns you, in words that name nobody. Only you see it.' })
export class Notice {
  @Field(() => ID, { description: 'Its id, for markNoticesRead.' })
  id: string;

  @Field(() => NoticeCodeEnum, { description: 'What it is about, for programs.' })
  code: NoticeCode;

  @Field(() => String, { description: 'What it is about, for people, in the language of Accept-Language (en or es).' })
  text: string;

  @Field(() => NoticeSubjectKind, { description: 'What `subjectId` is the id of.' })
  subjectKind: NoticeSubjectKind;

  @Field(() => ID, { description: 'What it is about. It may have ended, or be hidden from you, since.' })
  subjectId: string;

  @Field(() => ID, { nullable: true, description: 'For a family: which of its requests it concerns.' })
  requestId: string | null;

  @Field(() => LocalDateScalar, { description: 'The day on which it happened, in UTC.' })
  happenedOn: string;

  @Field(() => HalfDay, { description: 'The half of that day, in UTC. Nobody is told more of when.' })
  happenedHalf: keyof typeof HalfDay;

  @Field(() => Boolean, { description: 'Whether you marked it as read.' })
  read: boolean;
}

export const NoticeConnection = connectionOf('Notice', () => Notice);

@InputType({ description: 'Which notices you have read: either `ids` or `all`.' })
export class MarkNoticesReadInput {
  @Field(() => [ID], { nullable: true, description: 'These, at most 50. All of them have to be yours.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @MaxLength(36, { each: true })
  ids?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'All that you have.' })
  @IsOptional()
  all?: boolean | null;
}

@ObjectType({ description: 'They are marked as read, and no mail will tell of them any more.' })
export class NoticesRead {
  @Field(() => Int, { description: 'How many are still unread.' })
  unreadNotices: number;
}

export const MarkNoticesReadResult = resultUnion(
  'MarkNoticesReadResult',
  NoticesRead,
  'Your notices are marked as read, or the reason why not.',
);
