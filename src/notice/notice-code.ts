/** Everything that anybody is told about: words that name nobody, in two languages. */
import type { Language } from '../kernel/refusals.js';

export const noticeTexts = {
  REQUEST_EXPIRES_SOON: {
    en: 'One of your requests ends in two days. Renew it if you still need it.',
    es: 'Una de sus solicitudes termina en dos días. Renuévela si todavía la necesita.',
  },
  REQUEST_EXPIRED: {
    en: 'One of your requests has ended unanswered.',
    es: 'Una de sus solicitudes terminó sin respuesta.',
  },
  REQUEST_OPENED: { en: 'Your request was reviewed and is open.', es: 'Su solicitud fue revisada y está abierta.' },
  REQUEST_TAKEN_OVER: {
    en: 'Another coordinator looks after your request from now on.',
    es: 'Desde ahora otra persona coordina su solicitud.',
  },
  INTAKES_TO_TAKE_OVER: {
    en: 'Nobody speaks for families that a colleague took in. Please take over their requests.',
    es: 'Nadie habla por familias que un colega atendió. Por favor, hágase cargo de sus solicitudes.',
  },
  REQUEST_TO_REVIEW: { en: 'A request waits for your review.', es: 'Una solicitud espera su revisión.' },
  TEXT_TO_REVIEW: { en: 'Some words wait for your review.', es: 'Unas palabras esperan su revisión.' },
  TEXT_STILL_WAITS: {
    en: 'Some words have been waiting for your review for days.',
    es: 'Unas palabras esperan su revisión desde hace días.',
  },
  TEXT_APPROVED: { en: 'Your words were reviewed and are shown.', es: 'Sus palabras fueron revisadas y se muestran.' },
  TEXT_RETURNED: {
    en: 'A coordinator asks you for other words. Please look at why.',
    es: 'Un coordinador le pide otras palabras. Por favor, vea el motivo.',
  },
  CLAIM_PROPOSED: {
    en: 'Somebody proposes to help. Please answer.',
    es: 'Alguien propone ayudar. Por favor, responda.',
  },
  CLAIM_ACCEPTED: { en: 'One of your claims was accepted.', es: 'Una de sus propuestas fue aceptada.' },
  CLAIM_DECLINED: { en: 'One of your claims was declined.', es: 'Una de sus propuestas fue rechazada.' },
  CLAIM_ENDED: { en: 'One of your claims has ended.', es: 'Una de sus propuestas terminó.' },
  CLAIM_LAPSED: { en: 'One of your claims has run out of time.', es: 'A una de sus propuestas se le acabó el tiempo.' },
  CLAIM_DELIVERED: {
    en: 'A delivery was reported. Please confirm it.',
    es: 'Se informó una entrega. Por favor, confírmela.',
  },
  CLAIM_CONFIRMED: {
    en: 'One of your claims was confirmed. Thank you.',
    es: 'Una de sus entregas fue confirmada. Gracias.',
  },
  CLAIM_DISPUTED: { en: 'A claim is disputed.', es: 'Hay un desacuerdo sobre una entrega.' },
  CLAIM_WAITS_FOR_COORDINATOR: { en: 'A claim waits for your yes.', es: 'Una propuesta espera su aprobación.' },
  NOBODY_ON_DUTY: {
    en: "A proposal waits for a coordinator's yes, and no coordinator is on duty now. Other homes may need no such yes.",
    es: 'Una propuesta espera la aprobación de un coordinador, y ahora nadie está de guardia. Puede que otros hogares no la necesiten.',
  },
  NO_SHOW_REPORTED: { en: 'A family reports that nobody came.', es: 'Una familia informa que nadie llegó.' },
  MESSAGE_RECEIVED: {
    en: 'There is a new message in one of your claims.',
    es: 'Hay un mensaje nuevo en una de sus propuestas.',
  },
  MONEY_TAKEN: { en: 'A partner takes from your offer of money.', es: 'Una organización toma de su oferta de dinero.' },
  MONEY_RECEIVED: {
    en: 'Your money has arrived. Please confirm what you gave.',
    es: 'Su dinero llegó. Confirme lo que dio.',
  },
  MONEY_PAID: {
    en: 'Money was paid for one of your requests. Please confirm it.',
    es: 'Se pagó dinero para una de sus solicitudes. Confírmelo.',
  },
  HOME_REGISTERED: {
    en: 'A home waits for somebody to vouch for it.',
    es: 'Un hogar espera que alguien responda por él.',
  },
  HOME_VOUCHED: { en: 'Somebody vouched for your home.', es: 'Alguien respondió por su hogar.' },
  HOME_VOUCH_WITHDRAWN: {
    en: 'Your home is not vouched for any more. Your coordinator can tell you more.',
    es: 'Ya nadie responde por su hogar. Su coordinador le puede decir más.',
  },
  HOME_TO_REEXAMINE: {
    en: 'A home lost the word of others and waits for you to look at it again.',
    es: 'Un hogar perdió la palabra de otros y espera que usted lo mire de nuevo.',
  },
  HOME_TRUSTED: {
    en: 'Your home is trusted from now on. Thank you.',
    es: 'Desde ahora su hogar es de confianza. Gracias.',
  },
  HOME_TRUST_WITHDRAWN: {
    en: 'The standing of your home has changed. Your coordinator can tell you more.',
    es: 'La situación de su hogar ha cambiado. Su coordinador le puede decir más.',
  },
  CLAIM_HOME_REEXAMINED: {
    en: 'The home of an accepted claim is being looked at again.',
    es: 'El hogar de una propuesta aceptada se está mirando de nuevo.',
  },
  AGREEMENT_CHANGED: {
    en: 'Your organisation has a new agreement. Please read it.',
    es: 'Su organización tiene un nuevo acuerdo. Por favor, léalo.',
  },
  CIRCLE_LINK_PROPOSED: {
    en: 'A link with one of your circles was proposed. Please say yes or no.',
    es: 'Se propuso un enlace con uno de sus círculos. Por favor, diga sí o no.',
  },
  CIRCLE_LINK_AGREED: {
    en: 'A link of one of your circles was agreed to: it stands now.',
    es: 'Se aceptó un enlace de uno de sus círculos: ya está en pie.',
  },
  AREAS_ASKED_FOR: {
    en: 'An organisation asks to look after areas. Please say yes or no.',
    es: 'Una organización pide ocuparse de zonas. Por favor, diga sí o no.',
  },
  AREAS_SETTLED: {
    en: 'Where your organisation looks after requests has been settled anew.',
    es: 'Se ha decidido de nuevo dónde su organización se ocupa de solicitudes.',
  },
  CIRCLE_LEFT: {
    en: 'Your home is in another circle now. Your coordinator can tell you more.',
    es: 'Su hogar está ahora en otro círculo. Su coordinador le puede decir más.',
  },
  HOME_TO_REVIEW: {
    en: 'A home was paused and waits for your review.',
    es: 'Un hogar quedó en pausa y espera su revisión.',
  },
  HOME_UNPAUSED: { en: 'The pause of your home is over.', es: 'La pausa de su hogar terminó.' },
  HOME_PAUSED: { en: 'Your home is paused for review.', es: 'Su hogar está en pausa para revisión.' },
  FIRST_REFUSAL: {
    en: 'A family that you helped asks again. You are asked first.',
    es: 'Una familia a la que ayudó pide de nuevo. Le preguntamos primero.',
  },
  STEP_REMINDER: {
    en: 'You asked to be reminded of a step of your commitment.',
    es: 'Pidió que le recordáramos un paso de su compromiso.',
  },
  STEP_TO_REVIEW: {
    en: 'A step for your homes waits to be reviewed by somebody other than its author.',
    es: 'Un paso para sus hogares espera que lo revise alguien que no lo haya escrito.',
  },
  SIGN_UP_MOVED_UP: {
    en: 'A place has become free: you are in. Where to come is shown now.',
    es: 'Se liberó un lugar: ya está dentro. Ahora se muestra dónde es.',
  },
  GATHERING_CANCELLED: {
    en: 'Something that you signed up for was cancelled.',
    es: 'Se canceló algo a lo que se había inscrito.',
  },
  GATHERING_CHANGED: {
    en: 'The place of something that you signed up for has changed. Please look again.',
    es: 'Cambió el lugar de algo a lo que se inscribió. Por favor, mírelo de nuevo.',
  },
  GATHERING_SOON: {
    en: 'Something that you signed up for is tomorrow.',
    es: 'Mañana es algo a lo que se inscribió.',
  },
  CERTIFICATE_ISSUED: { en: 'You have a new certificate.', es: 'Tiene un certificado nuevo.' },
  CERTIFICATE_ENDS_SOON: {
    en: 'One of your certificates ends within a month. A new training renews it.',
    es: 'Uno de sus certificados vence dentro de un mes. Una nueva capacitación lo renueva.',
  },
  CERTIFICATE_REVOKED: {
    en: 'One of your certificates was taken back. Your partner can tell you more.',
    es: 'Se retiró uno de sus certificados. Su organización le puede decir más.',
  },
  MEMBER_JOINED: { en: 'Somebody joined your home.', es: 'Alguien se unió a su hogar.' },
  MEMBER_LEFT: { en: 'Somebody left your home.', es: 'Alguien dejó su hogar.' },
  PASSKEY_ADDED: {
    en: 'A passkey was added. If that was none of you, remove it and choose a new password.',
    es: 'Se agregó una llave de acceso. Si no fue ninguno de ustedes, retírela y elija otra contraseña.',
  },
  PASSKEY_COPIED: {
    en: 'A passkey was refused, since somebody may have copied it. Please remove it.',
    es: 'Se rechazó una llave de acceso porque alguien pudo haberla copiado. Por favor, retírela.',
  },
  ADDRESS_CHANGED: {
    en: 'An e-mail address or phone number was changed.',
    es: 'Se cambió un correo o un número de teléfono.',
  },
  PASSWORD_CHANGED: { en: 'A password was changed.', es: 'Se cambió una contraseña.' },
  PLEDGE_MADE: { en: 'A home has pledged money.', es: 'Un hogar prometió dinero.' },
  PLEDGE_DUE: {
    en: 'A month of your pledge has begun. Your partner expects your money.',
    es: 'Comenzó otro mes de su promesa. Su organización espera su dinero.',
  },
  PLEDGE_RECEIVED: {
    en: 'Your partner has received money of your pledge. Thank you.',
    es: 'Su organización recibió dinero de su promesa. Gracias.',
  },
  PLEDGE_GIVEN_BACK: {
    en: 'Your partner gives money of your pledge back to you.',
    es: 'Su organización le devuelve dinero de su promesa.',
  },
  PLEDGE_CORRECTED: {
    en: 'Your partner has corrected what it said of your pledge.',
    es: 'Su organización corrigió lo que había dicho de su promesa.',
  },
  PLEDGE_ENDED: { en: 'One of your pledges has ended with its fund.', es: 'Una de sus promesas terminó con su fondo.' },
  SECOND_ABOVE_CHANGED: {
    en: 'The amount above which money takes two coordinators was changed.',
    es: 'Se cambió el monto a partir del cual el dinero requiere dos personas que coordinen.',
  },
  DRIVE_PROPOSED: {
    en: 'A home proposes a drive for you to hold. Please answer.',
    es: 'Un hogar propone una colecta para que ustedes la guarden. Por favor, respondan.',
  },
  DRIVE_OPENED: { en: 'Your drive is open.', es: 'Su colecta está abierta.' },
  DRIVE_DECLINED: {
    en: 'Your partner does not hold your drive. Your coordinator can tell you more.',
    es: 'Su organización no guarda su colecta. Su coordinador le puede decir más.',
  },
  REIMBURSEMENT_PAID: {
    en: 'A partner pays back what you spent. Thank you.',
    es: 'Una organización le devuelve lo que gastó. Gracias.',
  },
  REIMBURSEMENT_DECLINED: {
    en: 'A partner does not pay back what you asked for. Its coordinators can tell you more.',
    es: 'Una organización no devuelve lo que usted pidió. Quienes la coordinan le pueden decir más.',
  },
  CONCERN_REPORTED: { en: 'A concern was reported.', es: 'Se informó una preocupación.' },
} as const satisfies Record<string, { en: string; es: string }>;

export type NoticeCode = keyof typeof noticeTexts;

export function noticeText(code: NoticeCode, language: Language): string {
  return noticeTexts[code][language];
}
