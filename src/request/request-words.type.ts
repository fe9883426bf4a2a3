/** The closed lists of words in which requests speak, each value described once. */
import { registerEnumType } from '@nestjs/graphql';
import { GroceryUnit } from '../kernel/quantity.js';
import { DietaryRule, DropOff, HouseholdSize, Payer, Substitutions } from './domain/grocery.js';
import { ContactMethod } from './domain/handoff.js';
import { MoneyPurpose, PayableAs } from './domain/money.js';
import { RequestStatus } from './domain/request.js';
import { Luggage, WheelchairNeed } from './domain/ride.js';

registerEnumType(RequestStatus, {
  name: 'RequestStatus',
  description: 'Where a request stands. Derived from its lines, its claims and its own end: nobody sets it.',
  valuesMap: {
    HELD: { description: 'Its partner reviews every request before homes see it.' },
    OPEN: { description: 'Nobody has claimed any of it.' },
    PARTIALLY_CLAIMED: { description: 'Some of it is claimed or has come, some is still free.' },
    CLAIMED: { description: 'All of it is claimed or has come.' },
    FULFILLED: { description: 'All of it has come, or the family said that no more is wanted.' },
    WITHDRAWN: { description: 'The family took it back.' },
    EXPIRED: { description: 'Its time is over.' },
  },
});

registerEnumType(HouseholdSize, {
  name: 'HouseholdSize',
  description: 'How many people eat: a band, since an exact number helps to tell families apart.',
  valuesMap: {
    ONE: { description: 'One.' },
    TWO: { description: 'Two.' },
    THREE_TO_FOUR: { description: 'Three or four.' },
    FIVE_TO_SIX: { description: 'Five or six.' },
    SEVEN_OR_MORE: { description: 'Seven or more.' },
  },
});

registerEnumType(GroceryUnit, {
  name: 'GroceryUnit',
  description: 'What an item is counted in.',
  valuesMap: {
    PIECE: { description: 'Pieces.' },
    PACK: { description: 'Packs.' },
    BAG: { description: 'Bags.' },
    BOX: { description: 'Boxes.' },
    BOTTLE: { description: 'Bottles.' },
    CAN: { description: 'Cans.' },
    CARTON: { description: 'Cartons.' },
    JAR: { description: 'Jars.' },
    BUNCH: { description: 'Bunches.' },
    DOZEN: { description: 'Dozens.' },
    POUND: { description: 'Pounds.' },
    OUNCE: { description: 'Ounces.' },
    GALLON: { description: 'Gallons.' },
    QUART: { description: 'Quarts.' },
    KILOGRAM: { description: 'Kilograms.' },
    GRAM: { description: 'Grams.' },
    LITER: { description: 'Liters.' },
  },
});

registerEnumType(DietaryRule, {
  name: 'DietaryRule',
  description: 'What food has to be, or be free of.',
  valuesMap: {
    HALAL: { description: 'Halal.' },
    KOSHER: { description: 'Kosher.' },
    VEGETARIAN: { description: 'No meat or fish.' },
    VEGAN: { description: 'Nothing from animals.' },
    GLUTEN_FREE: { description: 'No gluten.' },
    NUT_FREE: { description: 'No nuts, traces included.' },
    LACTOSE_FREE: { description: 'No lactose.' },
    DIABETIC: { description: 'Fit for somebody with diabetes.' },
    LOW_SODIUM: { description: 'Little salt.' },
  },
});

registerEnumType(Substitutions, {
  name: 'Substitutions',
  description: 'What to do when an item is not to be had.',
  valuesMap: {
    ANY_SIMILAR: { description: 'Take something like it.' },
    ASK_ME: { description: 'Ask through the messages of the claim.' },
    NONE: { description: 'Leave it.' },
  },
});

registerEnumType(Payer, {
  name: 'Payer',
  description: 'Who pays for the groceries.',
  valuesMap: {
    HOME: { description: 'The home gives them.' },
    FAMILY_PAYS_BACK: { description: 'The home pays in the shop, the family pays it back.' },
    FUND: { description: 'A fund of the partner.' },
  },
});

registerEnumType(DropOff, {
  name: 'DropOff',
  description: 'How the groceries change hands.',
  valuesMap: {
    DOORSTEP: { description: "Left at the door. Nobody learns the address before the family's yes." },
    MEETING_POINT: { description: 'At a place that the handoff names.' },
    THROUGH_COORDINATOR: { description: 'Handed to a coordinator, who brings them.' },
  },
});

registerEnumType(WheelchairNeed, {
  name: 'WheelchairNeed',
  description: 'What a wheelchair needs of the vehicle.',
  valuesMap: {
    NONE: { description: 'There is none.' },
    TRANSFER: { description: 'Its user moves to a seat, and the chair is folded.' },
    RAMP: { description: 'Its user stays in the chair: a ramp or lift, and a place for it.' },
  },
});

registerEnumType(Luggage, {
  name: 'Luggage',
  description: 'What else has to fit in.',
  valuesMap: {
    NONE: { description: 'Nothing to speak of.' },
    BAGS: { description: 'Bags or suitcases.' },
    BULKY: { description: 'Something large: a stroller, boxes, furniture.' },
  },
});

registerEnumType(MoneyPurpose, {
  name: 'MoneyPurpose',
  description: 'What money is for. Sealed: only the family, and a coordinator who took the request in, ever read it.',
  valuesMap: {
    RENT: { description: 'Rent.' },
    FOOD: { description: 'Food.' },
    MEDICAL: { description: 'Doctors and medicine.' },
    LEGAL_AND_BOND: { description: 'Lawyers, fees, bond.' },
    TRANSPORT: { description: 'Getting somewhere.' },
    OTHER: { description: 'Something else.' },
  },
});

registerEnumType(PayableAs, {
  name: 'PayableAs',
  description: 'How a partner may pay a family.',
  valuesMap: {
    GIFT_CARD: { description: 'A gift card.' },
    CASH_THROUGH_COORDINATOR: { description: 'Cash from the hand of a coordinator.' },
    BILL_PAID_BY_PARTNER: { description: 'The partner pays a bill of the family.' },
  },
});

registerEnumType(ContactMethod, {
  name: 'ContactMethod',
  description: 'How the family wants to be reached, once a home was accepted.',
  valuesMap: {
    PHONE: { description: 'By a call.' },
    TEXT: { description: 'By a text message.' },
    SIGNAL: { description: 'On Signal.' },
    WHATSAPP: { description: 'On WhatsApp.' },
    EMAIL: { description: 'By e-mail.' },
    IN_APP: { description: 'Only by the messages of the claim: no contact is revealed.' },
    THROUGH_COORDINATOR: { description: 'Through a coordinator of the partner.' },
  },
});

export {
  ContactMethod,
  DietaryRule,
  DropOff,
  GroceryUnit,
  HouseholdSize,
  Luggage,
  MoneyPurpose,
  PayableAs,
  Payer,
  RequestStatus,
  Substitutions,
  WheelchairNeed,
};
