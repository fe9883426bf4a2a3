/**
 * The agreement that ships with the service, in our own words, in both languages: every partner has it from its first day (a trigger adopts number 1),
 * until it adopts another. A changed text is a new number.
 */

export const SHIPPED_VERSION = 1;

export type AgreementTexts = Readonly<Record<string, string>>;

const shipped: Readonly<Record<number, AgreementTexts>> = {
  1: {
    en: `What we stand for

A sanctuary space is one in which every person keeps their dignity and their integrity, whoever they are and wherever they come from. We stand together so that nobody is handed to those who deport, counted in registries or watched. We stand against violence by the police, and against contempt for women, in our own homes too.

What our home promises

- A family's privacy comes first. We tell nobody whom we help, where, or when.
- We take no photographs, and we post nothing, not even without a name.
- We ask nothing about papers, status, or how somebody came here.
- What we see and hear at a family's door stays there.
- Help is given. We take no payment for it and expect nothing in return.
- We do what we said we would do, or say in time that we cannot.
- When something feels wrong, we tell our coordinator.`,
    es: `Lo que defendemos

Un espacio santuario es aquel en el que cada persona conserva su dignidad y su integridad, sea quien sea y venga de donde venga. Estamos juntos para que nadie sea entregado a quienes deportan, anotado en registros ni vigilado. Estamos en contra de la violencia policial y del desprecio a las mujeres, también en nuestros propios hogares.

Lo que promete nuestro hogar

- La privacidad de la familia va primero. No le decimos a nadie a quién ayudamos, dónde ni cuándo.
- No tomamos fotos ni publicamos nada, ni siquiera sin nombre.
- No preguntamos por papeles, por situación migratoria ni por cómo llegó alguien.
- Lo que vemos y oímos en la puerta de una familia se queda ahí.
- La ayuda se da. No cobramos por ella ni esperamos nada a cambio.
- Hacemos lo que dijimos que haríamos, o avisamos a tiempo que no podemos.
- Cuando algo no se siente bien, se lo decimos a nuestro coordinador.`,
  },
};

export function shippedAgreement(version: number): AgreementTexts {
  return shipped[version] ?? {};
}
