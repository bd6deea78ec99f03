// The form of registering, as it is sent over the wire.
import assert from "node:assert/strict";
import { typedDate, typedPhone } from "./cast.mjs";

/** Where it stands. */
export const FORM = "/vi/dang-ky/thue-bao-di-dong";

/** What a person types into it. */
export const typed = (person) => ({
  identity: person.citizen_number,
  name: person.name,
  "birth-date": typedDate(person.birth_date),
  phone: typedPhone(person.phone),
  email: "",
});

/** Goes on to the page for the code; answers its path, where another code is asked for, and the
 *  fields that were sent. */
export async function begins(hand, person) {
  const fields = { ...(await hand.form(FORM)), ...typed(person) };
  const { location } = await hand.post(FORM, fields);
  assert.match(location, /^\/vi\/dang-ky\/[0-9a-f-]+\/ma-otp$/);
  return { codePage: location, resend: location.replace("ma-otp", "gui-lai-otp"), fields };
}
