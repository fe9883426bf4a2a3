/** Public ids are version 4 UUIDs: a version 7 id would carry the time at which a family asked. */
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isPublicId(text: string): boolean {
  return UUID_V4.test(text);
}
