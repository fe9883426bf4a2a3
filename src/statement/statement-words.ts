/** What statements say to those who read them, in English and Spanish. Programs read the journal, which has one form. */
import type { Language } from '../kernel/refusals.js';
import type { TransferKind } from '../kernel/transfer.js';
import type { GivenThrough } from './domain/giving.js';

export interface StatementWords {
  readonly giving: string;
  readonly fund: string;
  readonly year: string;
  readonly month: string;
  readonly through: string;
  readonly currency: string;
  readonly pledged: string;
  readonly given: string;
  readonly givenBack: string;
  readonly total: string;
  readonly nothing: string;
  readonly givingNote: string;
  readonly fundNote: string;
  readonly opening: string;
  readonly closing: string;
  readonly in: string;
  readonly out: string;
  readonly kind: string;
  readonly givers: string;
  readonly paidFor: string;
  readonly several: string;
  readonly purposes: Readonly<Record<string, string>>;
  readonly ways: Readonly<Record<GivenThrough, string>>;
  readonly kinds: Readonly<Record<TransferKind, string>>;
}

export const statementWords: Readonly<Record<Language, StatementWords>> = {
  en: {
    giving: 'What your home gave',
    fund: 'Report of the fund',
    year: 'Year',
    month: 'Month',
    through: 'Through',
    currency: 'Currency',
    pledged: 'Pledged',
    given: 'Given',
    givenBack: 'Given back',
    total: 'Total',
    nothing: 'Nothing in this year.',
    givingNote: 'Amounts are those of the ledger, in whole minor units. For whom they were is recorded for nobody.',
    fundNote: 'Amounts are those of the ledger, in whole minor units. It names no giver and no family.',
    opening: 'There on January 1',
    closing: 'There at the end',
    in: 'In',
    out: 'Out',
    kind: 'What for',
    givers: 'Homes that gave',
    paidFor: 'Of what was paid, for',
    several: 'several purposes',
    purposes: {
      RENT: 'rent',
      FOOD: 'food',
      MEDICAL: 'medical care',
      LEGAL_AND_BOND: 'legal help and bond',
      TRANSPORT: 'transport',
      OTHER: 'other needs',
    },
    ways: { FUND: 'Fund', DRIVE: 'Drive', NEED: 'Need in an area', OFFER: 'Offer of money' },
    kinds: {
      OPENING: 'Opening of the books',
      PLEDGED: 'Pledged',
      PLEDGE_WITHDRAWN: 'Pledge taken back',
      RECEIVED: 'Received from homes',
      GIVEN_BACK: 'Given back to homes',
      ALLOCATED: 'Set aside for requests',
      RELEASED: 'No longer set aside',
      PAID: 'Paid to families',
      PAYMENT_RETURNED: 'Payment that came back',
      MOVED: 'Moved to the holding',
      REIMBURSED: 'Costs of homes reimbursed',
      REVERSED: 'Corrected',
    },
  },
  es: {
    giving: 'Lo que dio su hogar',
    fund: 'Informe del fondo',
    year: 'Año',
    month: 'Mes',
    through: 'Por medio de',
    currency: 'Moneda',
    pledged: 'Prometido',
    given: 'Dado',
    givenBack: 'Devuelto',
    total: 'Total',
    nothing: 'Nada en este año.',
    givingNote:
      'Las cantidades son las del libro mayor, en unidades menores enteras. Para quién fueron no se anota para nadie.',
    fundNote:
      'Las cantidades son las del libro mayor, en unidades menores enteras. No nombra a quien dio ni a ninguna familia.',
    opening: 'Había el 1 de enero',
    closing: 'Hay al final',
    in: 'Entró',
    out: 'Salió',
    kind: 'Para qué',
    givers: 'Hogares que dieron',
    paidFor: 'De lo pagado, para',
    several: 'varios fines',
    purposes: {
      RENT: 'renta',
      FOOD: 'comida',
      MEDICAL: 'atención médica',
      LEGAL_AND_BOND: 'ayuda legal y fianza',
      TRANSPORT: 'transporte',
      OTHER: 'otras necesidades',
    },
    ways: {
      FUND: 'Fondo',
      DRIVE: 'Colecta',
      NEED: 'Necesidad en una zona',
      OFFER: 'Oferta de dinero',
    },
    kinds: {
      OPENING: 'Apertura de los libros',
      PLEDGED: 'Prometido',
      PLEDGE_WITHDRAWN: 'Promesa retirada',
      RECEIVED: 'Recibido de hogares',
      GIVEN_BACK: 'Devuelto a hogares',
      ALLOCATED: 'Apartado para solicitudes',
      RELEASED: 'Ya no apartado',
      PAID: 'Pagado a familias',
      PAYMENT_RETURNED: 'Pago que volvió',
      MOVED: 'Pasado a la reserva de la organización',
      REIMBURSED: 'Gastos de hogares reembolsados',
      REVERSED: 'Corregido',
    },
  },
};
