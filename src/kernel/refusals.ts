/** The one catalogue of refusals: a code, when it is given, and what a person reads in English and Spanish. */

export interface RefusalEntry {
  /** When it is given: printed as the description of the enum value in the schema. */
  readonly when: string;
  readonly en: string;
  readonly es: string;
}

const catalogue = {
  // Who is asking
  NOT_FOUND: {
    when: 'It does not exist, is not for you, or is hidden from you: one answer, so that nobody learns which.',
    en: 'There is nothing here for you.',
    es: 'Aquí no hay nada para usted.',
  },
  NOT_ALLOWED: {
    when: 'Your kind of viewer, or your role, may not do this.',
    en: 'You may not do this.',
    es: 'Usted no puede hacer esto.',
  },
  NOT_VOUCHED: {
    when: 'A home that nobody has vouched for yet.',
    en: 'Somebody has to vouch for your home first.',
    es: 'Primero alguien tiene que responder por su hogar.',
  },
  HOME_PAUSED: {
    when: 'The home is paused for review by its partner.',
    en: 'Your home is paused. Your coordinator can tell you more.',
    es: 'Su hogar está en pausa. Su coordinador le puede decir más.',
  },
  AGREEMENT_NEEDED: {
    when: "A home that has not accepted its partner's newest agreement, and whoever asks such a home.",
    en: 'Please read and accept the agreement of your organisation first.',
    es: 'Primero lea y acepte el acuerdo de su organización.',
  },
  AGREEMENT_CHANGED: {
    when: "The version that was accepted is not the partner's newest one: read that.",
    en: 'There is another version of the agreement now. Please read it.',
    es: 'Ahora hay otra versión del acuerdo. Por favor, léala.',
  },
  SIGN_IN_FAILED: {
    when: 'The e-mail and password do not belong together. Says nothing about which of them exists.',
    en: 'That e-mail and password do not belong together.',
    es: 'Ese correo y esa contraseña no van juntos.',
  },
  REGISTRATION_FAILED: {
    when: 'Nobody can be registered with this e-mail. It does not say why; whoever has registered before signs in.',
    en: 'We could not register you like this. If you have registered before, sign in instead.',
    es: 'No pudimos registrarle así. Si ya se registró antes, inicie sesión.',
  },
  CANNOT_INVITE: {
    when: 'The e-mail is that of somebody who coordinates already, or did.',
    en: 'Nobody can be invited with this e-mail.',
    es: 'No se puede invitar a nadie con este correo.',
  },
  LAST_ADMIN: {
    when: 'The partner would be left without a coordinator who is ADMIN.',
    en: 'A partner keeps at least one administrator.',
    es: 'Una organización conserva al menos una persona que la administra.',
  },
  INVITATION_INVALID: {
    when: 'An invitation that is unknown, used, or older than it may be.',
    en: 'This invitation cannot be used any more. Ask for a new one.',
    es: 'Esta invitación ya no sirve. Pida una nueva.',
  },
  LAST_KEEPER: {
    when: 'An open home needs a keeper: make another member keeper first, or close the home.',
    en: 'Somebody has to keep this home. Make somebody else keeper first, or close it.',
    es: 'Alguien tiene que estar a cargo de este hogar. Nombre antes a otra persona, o ciérrelo.',
  },
  HOME_FULL: {
    when: 'The home has as many members as it may, or as many invitations that were not used yet.',
    en: 'There is no room for one more. Remove a member or take back an invitation first.',
    es: 'Ya no hay lugar para nadie más. Antes retire a un miembro o una invitación.',
  },
  LAST_WAY_IN: {
    when: 'Without this passkey nothing would be left to sign in with: add another one, or choose a password first.',
    en: 'You could not sign in any more. Add another passkey or choose a password first.',
    es: 'Ya no podría iniciar sesión. Agregue antes otra llave de acceso o elija una contraseña.',
  },
  PASSKEY_REFUSED: {
    when: 'What the authenticator answered does not fit: another site, person or purpose, used before, older than five minutes, or not signed by this passkey. Begin anew.',
    en: 'This passkey could not be used. Please begin again.',
    es: 'No se pudo usar esta llave de acceso. Empiece de nuevo.',
  },
  PASSKEY_COPIED: {
    when: 'The counter of the passkey went back: there may be a copy of it. Its person has been told; remove it and add another.',
    en: 'This passkey may have been copied. Sign in another way and remove it.',
    es: 'Puede que alguien haya copiado esta llave de acceso. Inicie sesión de otra forma y retírela.',
  },
  TOO_MANY_PASSKEYS: {
    when: 'A person has ten passkeys at most.',
    en: 'You have many passkeys already. Remove one before you add another.',
    es: 'Ya tiene muchas llaves de acceso. Retire una antes de agregar otra.',
  },
  CODE_TYPO: {
    when: 'The words do not form a return code: a slip of the pen. Costs no attempt.',
    en: 'These words do not form a return code. Check the spelling: one of them is off.',
    es: 'Estas palabras no forman un código. Revise la ortografía: alguna no es correcta.',
  },
  CODE_UNKNOWN: {
    when: 'A well-formed return code that opens nothing.',
    en: 'This code opens nothing. Check that it is the right one.',
    es: 'Este código no abre nada. Verifique que sea el correcto.',
  },
  PIN_UNFIT: {
    when: 'A PIN takes six to twelve digits, and must not be among the first that anybody would try.',
    en: 'Choose six to twelve digits that are not easy to guess: no 123456, no 111111.',
    es: 'Elija de seis a doce dígitos que no sean fáciles de adivinar: ni 123456 ni 111111.',
  },
  PIN_WRONG: {
    when: 'The PIN does not open this phone. After five in a row the phone is signed out.',
    en: 'That is not the PIN of this phone. After five wrong ones it is signed out.',
    es: 'Ese no es el PIN de este teléfono. Después de cinco errores se cierra la sesión.',
  },
  PHONE_SIGNED_OUT: {
    when: 'The token of a phone that is signed out, is over, or never was: nobody learns which.',
    en: 'This phone is signed out. Come back with your return code.',
    es: 'En este teléfono la sesión está cerrada. Vuelva con su código.',
  },
  RETURN_CODE_FULL: {
    when: 'The return code holds as many requests as it can: post without one, and get a new one.',
    en: 'This return code is full. Post again without it, and you will get a new one.',
    es: 'Este código ya está lleno. Publique de nuevo sin él y recibirá uno nuevo.',
  },
  BUSY: {
    when: 'Too much at once: nothing was done, try again after retryAfterSeconds.',
    en: 'Too much is going on. Please try again in a moment.',
    es: 'Hay demasiado movimiento. Inténtelo de nuevo en un momento.',
  },
  TOO_MANY_ATTEMPTS: {
    when: 'A limit on attempts was reached: try again after retryAfterSeconds.',
    en: 'Too many attempts. Please wait before you try again.',
    es: 'Demasiados intentos. Espere antes de intentarlo de nuevo.',
  },
  METER_USED_UP: {
    when: 'What may be looked at within a day is used up: so many different requests by their page or their handoff, so many pages of lists, suggestions or places. retryAfterSeconds lasts until the day ends in UTC. What was opened today already still opens.',
    en: 'That is all you can look at today. Please come back tomorrow.',
    es: 'Esto es todo lo que puede ver hoy. Vuelva mañana.',
  },
  // What was sent
  INVALID_INPUT: {
    when: 'A field is not what it must be; path names it.',
    en: 'Something in this form is not right.',
    es: 'Algo en este formulario no está bien.',
  },
  TEXT_TOO_LONG: {
    when: 'A text is longer than its field takes.',
    en: 'This text is too long.',
    es: 'Este texto es demasiado largo.',
  },
  TEXT_NOT_PLAIN: {
    when: 'A text holds control characters or marks that change the direction of writing.',
    en: 'This text has characters that cannot be shown safely.',
    es: 'Este texto tiene caracteres que no se pueden mostrar con seguridad.',
  },
  EMAIL_INVALID: {
    when: 'Not an e-mail address that mail can be sent to.',
    en: 'This does not look like an e-mail address.',
    es: 'Esto no parece una dirección de correo.',
  },
  PHONE_INVALID: {
    when: 'Not a phone number. Numbers outside the United States need their country code.',
    en: 'This does not look like a phone number. Add the country code.',
    es: 'Esto no parece un número de teléfono. Agregue el código del país.',
  },
  PASSWORD_TOO_SHORT: {
    when: 'A password of fewer than ten characters.',
    en: 'Choose a password of at least ten characters.',
    es: 'Elija una contraseña de al menos diez caracteres.',
  },
  NAME_TELLS_TOO_MUCH: {
    when: 'The name of a home or a circle has something in it that leads to a person: a name, a number, an address, a way to be reached.',
    en: 'Families would read this name. Choose one without a person’s name, a number, an address or a way to reach you.',
    es: 'Las familias leerían este nombre. Elija uno sin nombres de personas, números, direcciones ni formas de contacto.',
  },
  NAME_TAKEN: {
    when: 'Another partner has this name already. Names of partners are public.',
    en: 'This name is taken.',
    es: 'Este nombre ya está en uso.',
  },
  ORIGIN_INVALID: {
    when: 'Not a web origin such as https://example.org: no path, no wildcard, and http on this machine only.',
    en: 'This is not the origin of a web site.',
    es: 'Este no es el origen de un sitio web.',
  },
  QUANTITY_OUT_OF_RANGE: {
    when: 'A quantity below one or beyond what its unit allows.',
    en: 'This number is too small or too large.',
    es: 'Este número es demasiado pequeño o demasiado grande.',
  },
  CURRENCY_UNKNOWN: {
    when: 'Not a currency of ISO 4217.',
    en: 'We do not know this currency.',
    es: 'No conocemos esta moneda.',
  },
  CURRENCY_MISMATCH: {
    when: 'The two sides are in different currencies; nothing is converted.',
    en: 'The two amounts are in different currencies.',
    es: 'Los dos montos están en monedas diferentes.',
  },
  LANGUAGE_UNKNOWN: {
    when: 'Not a language tag of BCP 47.',
    en: 'We do not know this language tag.',
    es: 'No conocemos esta etiqueta de idioma.',
  },
  TIME_ZONE_UNKNOWN: {
    when: 'Not a time zone of the IANA database.',
    en: 'We do not know this time zone.',
    es: 'No conocemos esta zona horaria.',
  },
  POSTAL_CODE_UNKNOWN: {
    when: 'A postal code of a country that we cover, which does not exist there.',
    en: 'We do not know this postal code. Check it, or choose an area on the map instead.',
    es: 'No conocemos este código postal. Revíselo o elija una zona en el mapa.',
  },
  COUNTRY_NOT_COVERED: {
    when: 'Postal codes of this country are not covered; send an H3 cell of resolution 7 or coarser.',
    en: 'We cannot look up postal codes of this country. Choose an area on the map (a cell) instead.',
    es: 'No podemos buscar códigos postales de este país. Elija una zona en el mapa (una celda).',
  },
  CELL_TOO_FINE: {
    when: 'An H3 cell finer than resolution 7 (of a street on the map of homes: 9) is nearly an address: it is refused, not rounded.',
    en: 'That is too exact a place. Send a larger area.',
    es: 'Ese lugar es demasiado exacto. Envíe una zona más grande.',
  },
  CELL_INVALID: {
    when: 'Not an H3 cell, or coarser than resolution 2 (of a street on the map of homes: 7).',
    en: 'This is not an area that we know.',
    es: 'Esta no es una zona que conozcamos.',
  },
  POINT_TOO_EXACT: {
    when: 'A point with more than three decimals: the frontend rounds it before it sends it.',
    en: 'That is too exact a point. It must be rounded before it is sent.',
    es: 'Ese punto es demasiado exacto. Hay que redondearlo antes de enviarlo.',
  },
  MAP_PLACE_STANDS: {
    when: 'A home names another place on the map 30 days after the last one at the earliest, or on the same day. It may hide at any time.',
    en: 'You named a place lately. You can name another one after 30 days, and hide your home at any time.',
    es: 'Hace poco indicó un lugar. Puede indicar otro después de 30 días y ocultar su hogar en cualquier momento.',
  },
  WINDOW_REVERSED: {
    when: 'A window that ends before it begins.',
    en: 'The end comes before the beginning.',
    es: 'El final es anterior al comienzo.',
  },
  WINDOW_PAST: {
    when: 'A window that is over already.',
    en: 'That time is over already.',
    es: 'Ese momento ya pasó.',
  },
  WINDOW_TOO_FAR: {
    when: 'A window that begins more than 60 days ahead, or is longer than 31 days; a session or action more than a year ahead.',
    en: 'That is too far ahead, or too long.',
    es: 'Es una fecha demasiado lejana o un período demasiado largo.',
  },
  RULE_INVALID: {
    when: 'Not a recurrence rule of RFC 5545 that we support (DAILY, WEEKLY, MONTHLY).',
    en: 'We cannot read this recurrence.',
    es: 'No podemos leer esta repetición.',
  },
  RULE_ENDLESS: {
    when: 'A series has to say when it ends: COUNT or UNTIL, within a year.',
    en: 'A series needs an end within a year.',
    es: 'Una serie necesita terminar en el plazo de un año.',
  },
  TIME_DOES_NOT_EXIST: {
    when: 'A local time that the clocks of its time zone skip on that date.',
    en: 'The clocks skip this time on that day. Choose another.',
    es: 'Los relojes se saltan esa hora ese día. Elija otra.',
  },
  TIME_HAPPENS_TWICE: {
    when: 'A local time that the clocks of its time zone show twice on that date: say which of the two with `offset`.',
    en: 'The clocks show this time twice on that day. Say which of the two you mean.',
    es: 'Los relojes muestran esa hora dos veces ese día. Diga cuál de las dos es.',
  },
  TEXT_TELLS_TOO_MUCH: {
    when: 'A text that anybody may read has an address, a number or a way to reach somebody in it. Where to come and how to join belong in `exactPlace`.',
    en: 'Anybody may read this text. Leave addresses, numbers and links to the exact place, which only those see who signed up.',
    es: 'Cualquiera puede leer este texto. Deje direcciones, números y enlaces para el lugar exacto, que solo ve quien se inscribió.',
  },
  KEY_REUSED: {
    when: 'The Idempotency-Key was used before, with another body.',
    en: 'This was sent before with different content.',
    es: 'Esto ya se envió antes con otro contenido.',
  },
  KEY_IN_PROGRESS: {
    when: 'A call with the same Idempotency-Key is still running.',
    en: 'We are still working on this. Please wait a moment.',
    es: 'Todavía estamos trabajando en esto. Espere un momento.',
  },
  KEY_ANSWER_LOST: {
    when: 'The first call with this Idempotency-Key was done, but its answer cannot be shown again: look at the result instead of repeating it.',
    en: 'This was done already. Please look at the result.',
    es: 'Esto ya se hizo. Por favor, mire el resultado.',
  },
  // What stands already
  NOTHING_LEFT: {
    when: 'What you want is claimed by somebody else, wholly or for the larger part.',
    en: 'Somebody was faster: there is not enough left.',
    es: 'Alguien llegó antes: ya no queda suficiente.',
  },
  OFFER_EXHAUSTED: {
    when: 'The offer has not enough left for this period.',
    en: 'This offer has not enough left.',
    es: 'A esta oferta no le queda suficiente.',
  },
  NOT_DIVISIBLE: {
    when: 'A line that may not be split was claimed in part.',
    en: 'This can only be taken as a whole.',
    es: 'Esto solo se puede tomar completo.',
  },
  DOES_NOT_FIT: {
    when: 'The offer does not meet a hard condition of the request: kind, reach, window, features or tier.',
    en: 'This offer does not fit this request.',
    es: 'Esta oferta no corresponde a esta solicitud.',
  },
  PLANNED_OUTSIDE_WINDOW: {
    when: 'plannedFor lies outside the window of the request or the offer, or in the past.',
    en: 'Choose a half-day inside the window.',
    es: 'Elija medio día dentro del período.',
  },
  WRONG_STATE: {
    when: 'It has moved on: the step is not possible from where it stands now.',
    en: 'This is no longer possible.',
    es: 'Esto ya no es posible.',
  },
  TEXT_CHANGED: {
    when: 'The words were changed, or reviewed by somebody else, since you read them: read them again.',
    en: 'These words were changed or reviewed meanwhile. Please read them again.',
    es: 'Estas palabras se cambiaron o se revisaron mientras tanto. Léalas de nuevo.',
  },
  VOUCH_RING: {
    when: 'The home that vouches would stand, through others, on the home that it vouches for.',
    en: 'Your own home stands on the word of this one. Somebody else has to vouch for it.',
    es: 'Su propio hogar depende de la palabra de este. Otra persona tiene que responder por él.',
  },
  NOT_EARNED: {
    when: 'The home has not earned trust yet: too few deliveries that count, within too few days, or a report about it was upheld.',
    en: 'This home has not earned it yet.',
    es: 'Este hogar todavía no se lo ha ganado.',
  },
  NOT_WAITING_FOR_YOU: {
    when: 'The claim waits for somebody else.',
    en: 'This is waiting for somebody else.',
    es: 'Esto está esperando a otra persona.',
  },
  LEASE_OVER: {
    when: 'The time for this step is over.',
    en: 'The time for this is over.',
    es: 'El plazo para esto ya terminó.',
  },
  ALREADY_EXTENDED: {
    when: 'A lease is extended once.',
    en: 'This was extended once already.',
    es: 'Esto ya se extendió una vez.',
  },
  ALREADY_RENEWED_TWICE: {
    when: 'A request is renewed twice at most; post it again instead.',
    en: 'This was renewed twice already. Please post it again.',
    es: 'Esto ya se renovó dos veces. Publíquelo de nuevo.',
  },
  PLAN_TOO_LARGE: {
    when: 'A plan takes at most 2,000 open requests and 2,000 offers, and what it takes to work it out: name fewer kinds or an earlier day.',
    en: 'That is too much for one plan: it takes at most 2,000 requests and 2,000 offers. Plan fewer kinds, or fewer days.',
    es: 'Es demasiado para un solo plan: admite como máximo 2.000 solicitudes y 2.000 ofertas. Planifique menos tipos o menos días.',
  },
  PLAN_BROKEN_OFF: {
    when: 'Working out a plan ended before there was one. Nothing was proposed to anybody.',
    en: 'The plan was broken off before it was ready. Nobody was asked for anything. Please plan again.',
    es: 'El plan se interrumpió antes de estar listo. No se pidió nada a nadie. Vuelva a planificar.',
  },
  TOO_MANY_PROPOSALS: {
    when: 'The home has too many open claims for its tier.',
    en: 'Please finish what you have started before you take on more.',
    es: 'Termine lo que empezó antes de aceptar más.',
  },
  TOO_MANY_OFFERS: {
    when: 'The home has as many offers standing as it may: withdraw one first.',
    en: 'You have many offers already. Please withdraw one before you post another.',
    es: 'Ya tiene muchas ofertas. Retire una antes de publicar otra.',
  },
  TOO_MANY_STEPS: {
    when: 'The partner has as many steps of its own standing as it may, or the step as many versions: retire one first.',
    en: 'There are many steps already. Please retire one before you write more.',
    es: 'Ya hay muchos pasos. Retire uno antes de escribir más.',
  },
  TOO_MANY_REMINDERS: {
    when: 'The home is reminded of as many steps as it may be: stop one first.',
    en: 'You have many reminders already. Please stop one before you ask for another.',
    es: 'Ya tiene muchos recordatorios. Detenga uno antes de pedir otro.',
  },
  REMINDER_OUT_OF_RANGE: {
    when: 'A reminder for a day that is over, or more than a year ahead.',
    en: 'Choose a day from today on, within a year.',
    es: 'Elija un día desde hoy y dentro de un año.',
  },
  FIRST_REFUSAL: {
    when: 'Another home was asked first for this occurrence; it is free after retryAfterSeconds.',
    en: 'Somebody else was asked first. Please look again later.',
    es: 'Se le preguntó primero a alguien más. Vuelva a mirar más tarde.',
  },
  MONEY_THROUGH_PARTNER: {
    when: 'Money never passes between a home and a family: a coordinator takes from the offer.',
    en: 'Money goes through the partner organisation.',
    es: 'El dinero pasa por la organización asociada.',
  },
  NOT_RECEIVED_YET: {
    when: 'The partner holds less of this currency than is to be paid out.',
    en: 'Not enough money has arrived to pay this.',
    es: 'Todavía no ha llegado suficiente dinero para pagar esto.',
  },
  MORE_THAN_GIVEN: {
    when: 'More is to be given back than came.',
    en: 'That is more than was given.',
    es: 'Eso es más de lo que se dio.',
  },
  ALREADY_RECEIVED: {
    when: 'The partner has entered something with this bank reference before.',
    en: 'A payment with this reference was entered before.',
    es: 'Ya se anotó un pago con esta referencia.',
  },
  RECEIPT_USED: {
    when: 'The partner has seen this receipt before, for another claim or for this one.',
    en: 'This receipt was handed in before.',
    es: 'Este recibo ya se entregó antes.',
  },
  NOT_REVERSIBLE: {
    when: 'No reversal corrects this transfer: a promise, a correction itself, or what belongs to a claim, whose own steps take it back, to a paid reimbursement or to a closed fund.',
    en: 'This is not corrected by a reversal. If a step of its own takes it back, take that.',
    es: 'Esto no se corrige con un contraasiento. Si tiene un paso propio que lo deshace, use ese.',
  },
  SECOND_NEEDED: {
    when: "Above the partner's set amount, whoever allocated or received money may not be the one who pays it, gives it back or undoes it.",
    en: 'For this amount a second coordinator is needed.',
    es: 'Para este monto hace falta una segunda persona que coordine.',
  },
  FUND_CLOSED: {
    when: 'The fund is closed, or its last day for pledges is over.',
    en: 'This fund is closed.',
    es: 'Este fondo está cerrado.',
  },
  AGAINST_RULES: {
    when: 'The rules of the fund do not allow it: another kind of need, another area, or more than a request may get.',
    en: 'The rules of this fund do not allow this.',
    es: 'Las reglas de este fondo no lo permiten.',
  },
  ALREADY_SIGNED_UP: {
    when: 'The member has signed up for it already, with a place or on the waiting list.',
    en: 'You have signed up already.',
    es: 'Ya se inscribió.',
  },
  SIGN_UP_CLOSED: {
    when: 'The time for signing up is over.',
    en: 'Signing up is closed.',
    es: 'La inscripción está cerrada.',
  },
  CAPACITY_TAKEN: {
    when: 'More people have a place already than the new capacity has room for.',
    en: 'More people have a place already.',
    es: 'Ya hay más personas con lugar.',
  },
  NOT_BEGUN: {
    when: 'It has not begun yet: who came can be said from the beginning on.',
    en: 'This has not begun yet.',
    es: 'Esto todavía no ha comenzado.',
  },
  CERTIFICATE_NEEDED: {
    when: 'The request asks for a training, and no member of the home holds a certificate of it that is good now.',
    en: 'This asks for a training whose certificate is missing or has expired.',
    es: 'Esto pide una capacitación cuyo certificado falta o ya venció.',
  },
  TOO_MANY_LINKS: {
    when: 'The member has as many calendar links as it may: revoke one first.',
    en: 'You have many calendar links already. Please revoke one first.',
    es: 'Ya tiene muchos enlaces de calendario. Revoque uno primero.',
  },
  CIRCLE_IN_USE: {
    when: 'A home is in the circle, or a request in it that has not ended and is not known everywhere: it cannot be closed.',
    en: 'This circle cannot be closed: a home is in it, or a request waits in it.',
    es: 'Este círculo no se puede cerrar: hay un hogar o una solicitud en él.',
  },
  HANDOFF_CLOSED: {
    when: 'The sealed part cannot be opened: not accepted, over, revoked, or its key is gone.',
    en: 'This is closed.',
    es: 'Esto está cerrado.',
  },
  KEYS_UNREACHABLE: {
    when: 'The keys cannot be reached: nothing is opened and nothing is sealed until they can.',
    en: 'We cannot open or seal anything right now. Please try again soon.',
    es: 'Ahora no podemos abrir ni cerrar nada. Inténtelo pronto.',
  },
} as const satisfies Record<string, RefusalEntry>;

export type RefusalCode = keyof typeof catalogue;
export type Language = 'en' | 'es';

export const refusals: Readonly<Record<RefusalCode, RefusalEntry>> = catalogue;

export function refusalMessage(code: RefusalCode, language: Language): string {
  return refusals[code][language];
}
