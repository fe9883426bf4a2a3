/** Whether homes are trained, for whoever has to know: claims, above all. */
import { Module } from '@nestjs/common';
import { CertificatesOfHome } from './certificates-of-home.js';
import { GoodCertificateStore } from './good-certificate.store.js';

@Module({ providers: [GoodCertificateStore, CertificatesOfHome], exports: [CertificatesOfHome] })
export class CertificatesModule {}
