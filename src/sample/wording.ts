/** What people in the sample write: short, plain, and nothing that points at anybody. */
import type { HelpKind } from '../kernel/help.js';

type Sentences = readonly [string, ...string[]];

export const summaries: Readonly<Record<HelpKind, Sentences>> = {
  GROCERY: [
    'Basics for the week, nothing fancy.',
    'Despensa para la semana, por favor.',
    'Fruit, vegetables and milk for the children.',
    'Arroz, frijoles y verduras para unos días.',
    'Food that keeps well; we cook at home.',
    'A few things before the weekend.',
  ],
  RIDE: [
    'A ride to an appointment and back.',
    'Necesitamos llegar a una cita y volver.',
    'To the clinic; we will be ready early.',
    'A school meeting in the afternoon.',
    'Un viaje al consulado, con una maleta.',
    'To the court house; somebody calm, please.',
  ],
  MONEY: [
    'Help with this month.',
    'Ayuda para este mes.',
    'A bill that cannot wait.',
    'Para una cuenta que ya venció.',
  ],
  TIME: [
    'Somebody who can read letters with us.',
    'Alguien que nos acompañe a una oficina.',
    'Help with homework, an hour or two.',
    'Looking after two children while we are out.',
    'Interpreting on the phone.',
    'A tap that drips and a door that sticks.',
  ],
};

export interface GroceryWord {
  readonly name: string;
  readonly unit: string;
  readonly most: number;
}

export const groceries: readonly [GroceryWord, ...GroceryWord[]] = [
  { name: 'rice', unit: 'KILOGRAM', most: 5 },
  { name: 'frijoles negros', unit: 'KILOGRAM', most: 3 },
  { name: 'milk', unit: 'LITER', most: 6 },
  { name: 'eggs', unit: 'PIECE', most: 24 },
  { name: 'masa harina', unit: 'PACK', most: 3 },
  { name: 'onions', unit: 'KILOGRAM', most: 3 },
  { name: 'plátanos', unit: 'PIECE', most: 12 },
  { name: 'diapers', unit: 'PACK', most: 4 },
  { name: 'cooking oil', unit: 'LITER', most: 2 },
  { name: 'leafy greens', unit: 'PIECE', most: 5 },
  { name: 'bread', unit: 'PIECE', most: 4 },
  { name: 'injera', unit: 'PACK', most: 3 },
];

export const homeNames: Sentences = [
  'The porch on the corner',
  'Casa del limonero',
  'Two flights up',
  'The blue door',
  'Maple Street kitchen',
  'La casa de la esquina',
  'The house with bicycles',
  'Third floor, with cats',
  'The bakery next door',
  'Garden of St. Brigid',
  'Open table',
  'Las vecinas',
];
