/** What a home may be, as the API says it. */
import { registerEnumType } from '@nestjs/graphql';
import { HomeKind } from '../kernel/home-kind.js';

registerEnumType(HomeKind, {
  name: 'HomeKind',
  description: 'What a home is. It makes no difference to what it may do.',
  valuesMap: {
    HOUSEHOLD: { description: 'People who live together.' },
    LOCAL_BUSINESS: { description: 'A business of the neighbourhood.' },
    CONGREGATION: { description: 'A congregation, or a group like one.' },
  },
});

export { HomeKind };
