// The desk: officers who give accounts back. Their roles are granted as in real use, at the command
// line of the program.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whoever runs the program grants a role; answers what the command says. */
export async function grants(stage, person, role) {
  const words = ["officer", "add", "--data", stage.program.data, "--identity", person.citizen_number];
  const { stdout } = await run(path.resolve(process.env.MOTCUA_BIN), [...words, "--role", role]);
  return stdout;
}

/** Somebody with an account and a role, signed in, before the desk's page. */
export async function officer(stage, role, wish) {
  const registered = await stage.applicant(null, wish);
  await registered.walksTo("done");
  await grants(stage, registered.person, role);
  const { words } = registered;
  await registered.goesToSignIn();
  await registered.signsIn();
  await registered.heading(words.loginCodeTitle);
  await registered.entersCode(await registered.readsCode());
  await registered.heading(words.accountTitle);
  await goesToTheDesk(registered);
  return registered;
}

export async function goesToTheDesk(one) {
  await one.open(`${one.program.account}/${one.language}/quay`);
  await one.heading(one.words.deskTitle);
}

/** Looks somebody up, by number or reference. */
export async function looksUp(one, sought) {
  await goesToTheDesk(one);
  await one.fill(one.words.sought, sought);
  await one.sends(one.words.looksUp);
}

/** Fills in what the card says, and asks. */
export async function asks(one, person, changes = {}) {
  const { words } = one;
  const typed = { digits: person.citizen_number.slice(-6), issued: "25/05/2022", ...changes };
  await one.page.getByText(words.checkedByChip, { exact: true }).click();
  await one.fill(words.cardDigits, typed.digits);
  await one.fill(words.cardIssued, typed.issued);
  await one.fill(words.reason, "Mất điện thoại");
  await one.sends(words.asks);
}

/** Opens the first case that waits, and approves it. */
export async function approves(one) {
  const { words } = one;
  await goesToTheDesk(one);
  await one.leads(() => one.page.getByRole("main").getByRole("link").first().click());
  await one.heading(words.caseTitle);
  await one.sends(words.approves);
  await one.reads(words.approved);
}

/** Prints the sheet, and answers the code on it. */
export async function prints(one) {
  const { words } = one;
  await one.reload();
  await one.sends(words.prints);
  await one.heading(words.sheetTitle);
  return one.page.locator("#paper code").innerText();
}

/** Types what stands on the sheet. */
export async function entersTheSheet(one, code) {
  const { words } = one;
  await one.open(`${one.program.account}/${one.language}/giay-khoi-dau`);
  await one.heading(words.startTitle);
  await one.fill(words.identity, one.person.citizen_number);
  await one.fill(words.sheetCode, code);
  await one.sends(words.continues);
}

/** The old subscription passes on to a stranger, and this person has a new one; answers them with
 *  it. */
export async function changesNumber(stage, person, phone) {
  const stranger = { ...person, name: "Đinh Văn Lạ", citizen_number: `0510${person.phone.slice(-8)}` };
  await stage.sandbox.changePerson(stranger);
  const changed = { ...person, phone };
  await stage.sandbox.addPerson(changed);
  return stage.remembers(changed);
}
