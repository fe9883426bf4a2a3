/** Trainings, their sessions, who came to them, and the certificates for it. */
import { Module } from '@nestjs/common';
import { GatheringModule } from '../gathering/gathering.module.js';
import { HomeModule } from '../home/home.module.js';
import { AttendanceStore } from './attendance.store.js';
import { CertificateResolver } from './certificate.resolver.js';
import { CertificateStore } from './certificate.store.js';
import { Certificates } from './certificates.js';
import { ChangeTraining } from './change-training.js';
import { ScheduleSession } from './schedule-session.js';
import { SessionResolver } from './session.resolver.js';
import { SessionSignUpResolver } from './session-sign-up.resolver.js';
import { DueCertificatesStore } from './sweeps/due-certificates.store.js';
import { TendCertificates } from './sweeps/tend-certificates.js';
import { TakeAttendance } from './take-attendance.js';
import { TrainingResolver } from './training.resolver.js';
import { TrainingStore } from './training.store.js';
import { Trainings } from './trainings.js';

const training = [TrainingStore, Trainings, ChangeTraining, TrainingResolver];
const sessions = [ScheduleSession, SessionResolver, SessionSignUpResolver];
const certificates = [AttendanceStore, TakeAttendance, CertificateStore, Certificates, CertificateResolver];

@Module({
  imports: [GatheringModule, HomeModule],
  providers: [...training, ...sessions, ...certificates, DueCertificatesStore, TendCertificates],
})
export class TrainingModule {}
