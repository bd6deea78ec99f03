// A citizen who registers: walks the steps of the guide with her own data and her own telephone.
//
//   const hanh = await stage.applicant();            somebody new whom the operator knows
//   await hanh.opensTheForm();
//   await hanh.fillsIn();
//   await hanh.sends("Đăng ký");
//   await hanh.entersCode(await hanh.readsCode());
import assert from "node:assert/strict";
import { Citizen } from "./citizen.mjs";
import { typedDate, typedPhone } from "./cast.mjs";
import { readPicture } from "./picture.mjs";
import { en, vi } from "./words.mjs";

/** Good enough for the rule of the guide, and nobody's name or birthday. */
export const GOOD_PASSWORD = "kT9#vQ2m";

export class Applicant extends Citizen {
  /** Who she is, where she is, and whose telephone she has. */
  becomes({ person, program, sandbox }) {
    Object.assign(this, { person, program, sandbox });
    return this;
  }

  /** The words of her language. */
  get words() {
    return this.wish.language?.startsWith("en") ? en : vi;
  }

  get language() {
    return this.words === en ? "en" : "vi";
  }

  async secondTab() {
    return (await super.secondTab()).becomes(this);
  }

  /** From the portal's home page to the form, as the guide says. */
  async opensTheForm() {
    const { words } = this;
    await this.open(`${this.program.portal}/${this.language}`);
    await this.heading(words.home);
    await this.sends(words.register);
    await this.sends(words.citizen);
    await this.sends(words.mobile);
    await this.field(words.identity).waitFor();
  }

  /** Straight to the form, by its address. */
  async goesToTheForm() {
    await this.open(`${this.program.account}/${this.language}/dang-ky/thue-bao-di-dong`);
  }

  /** What she types, by the names of the fields. */
  typing(changes = {}) {
    const { words } = this;
    const who = { ...this.person, ...changes };
    return {
      [words.identity]: who.citizen_number,
      [words.name]: who.name,
      [words.birthDate]: typedDate(who.birth_date),
      [words.phone]: typedPhone(who.phone),
      ...(who.email ? { [words.email]: who.email } : {}),
    };
  }

  /** Fills in the form; `changes` is what she gets wrong. */
  fillsIn(changes) {
    return this.fillAll(this.typing(changes));
  }

  /** Everything she typed is still there. */
  async hasLostNothing(changes) {
    for (const [field, value] of Object.entries(this.typing(changes))) {
      const shown = await this.typed(field);
      if (shown !== value) throw new Error(`“${field}” lost “${value}”; it shows “${shown}”`);
    }
  }

  /** Reads the picture and types what she sees. */
  async answersThePicture() {
    const picture = await readPicture(this, this.program);
    await this.fill(this.words.picture, picture);
  }

  /** Fills in the form and sends it; where there is no script, with the picture. */
  async sendsTheForm(changes) {
    await this.fillsIn(changes);
    if (!this.scripted) await this.answersThePicture();
    await this.sends(this.words.register);
  }

  /** Waits for the page that asks for the code. */
  async isAskedForTheCode() {
    await this.heading(this.words.codeTitle);
  }

  /** The code on her telephone, from a message she has not read yet. */
  readsCode(options) {
    return this.sandbox.latestCode(this.person.phone, options);
  }

  async entersCode(code) {
    await this.fill(this.words.code, code);
    await this.sends(this.words.confirm);
  }

  /** Six digits that are surely not the code. */
  async guessesWrong(code, times = 1) {
    for (let nth = 1; nth <= times; nth += 1) {
      await this.entersCode(String((Number(code) + nth) % 1_000_000).padStart(6, "0"));
    }
  }

  async setsPassword(password = GOOD_PASSWORD, again = password) {
    await this.fill(this.words.password, password);
    await this.fill(this.words.repeated, again);
    await this.sends(this.words.register);
  }

  isDone() {
    return this.heading(this.words.doneTitle);
  }

  /** Walks on to a step: "code", "password" or "done". */
  async walksTo(step) {
    await this.goesToTheForm();
    await this.sendsTheForm();
    await this.isAskedForTheCode();
    if (step === "code") return;
    await this.entersCode(await this.readsCode());
    if (step === "password") return this.heading(this.words.passwordTitle);
    await this.setsPassword();
    await this.isDone();
  }

  /** She has forgotten her password: her number, and on to the code. */
  async forgetsHerPassword() {
    await this.open(`${this.program.account}/${this.language}/quen-mat-khau`);
    await this.saysWhoForgot();
  }

  /** The same from wherever a page led her there. */
  async saysWhoForgot() {
    const { words } = this;
    await this.heading(words.forgottenTitle);
    await this.fill(words.identity, this.person.citizen_number);
    if (!this.scripted) await this.answersThePicture();
    await this.sends(words.forgottenNext);
    await this.heading(words.forgottenCodeTitle);
  }

  /** Her old number is gone: her own number, the new telephone, and on to the code. */
  async losesHerNumber({ number = this.person.citizen_number } = {}) {
    const { words } = this;
    await this.open(`${this.program.account}/${this.language}/mat-so-dien-thoai`);
    await this.heading(words.numberLostTitle);
    await this.fill(words.identity, number);
    await this.fill(words.newNumber, typedPhone(this.person.phone));
    if (!this.scripted) await this.answersThePicture();
    await this.sends(words.sendsToNewNumber);
    await this.heading(words.newNumberTitle);
  }

  async setsNewPassword(password) {
    await this.heading(this.words.newPasswordTitle);
    await this.fill(this.words.password, password);
    await this.fill(this.words.repeated, password);
    await this.sends(this.words.setsNewPassword);
  }

  /** Opens the link of the next message on her telephone. */
  async opensTheLink(options) {
    const message = await this.sandbox.newMessage(this.person.phone, options);
    await this.opensTheLinkIn(message.text);
    return message.text;
  }

  /** Opens the link that stands in a message. */
  opensTheLinkIn(text) {
    return this.open(/http:\/\/\S+/.exec(text)[0]);
  }

  /** Straight to where one signs in, by its address. */
  async goesToSignIn() {
    await this.open(`${this.program.account}/${this.language}/dang-nhap`);
  }

  /** Fills in number and password; where there is no script, the picture. */
  async fillsInSignIn({ password = GOOD_PASSWORD, number = this.person.citizen_number } = {}) {
    await this.fill(this.words.loginIdentity, number);
    await this.fill(this.words.loginPassword, password);
    if (!this.scripted) await this.answersThePicture();
  }

  /** Sends number and password. */
  async signsIn(typing) {
    await this.fillsInSignIn(typing);
    await this.sends(this.words.signIn);
  }

  /** Signs in to the account service with the code from her telephone. */
  async signsInWithCode(typing) {
    await this.signsIn(typing);
    await this.heading(this.words.loginCodeTitle);
    await this.entersCode(await this.readsCode());
  }

  /** From the portal's home page to the account service's form, as the guide says. */
  async leavesThePortal() {
    const { words } = this;
    await this.open(`${this.program.portal}/${this.language}`);
    await this.sends(words.signIn);
    assert.equal(this.address.origin, this.program.portal);
    await this.sends(words.national);
    assert.equal(this.address.origin, this.program.account);
  }

  /** From the portal's home page to the portal's home page, signed in. */
  async signsInToThePortal(typing) {
    await this.leavesThePortal();
    await this.signsInWithCode(typing);
    await this.isAtThePortal();
  }

  /** The portal's home page knows her. */
  async isAtThePortal() {
    await this.reads(this.words.hello(this.person.name));
    assert.equal(this.address.href, `${this.program.portal}/${this.language}`);
  }

  /** The portal comes to know that she is signed out. */
  async isNoLongerAtThePortal() {
    await this.eventually(async () => {
      await this.open(`${this.program.portal}/${this.language}`);
      return (await this.page.getByRole("button", { name: this.words.signOut }).count()) === 0;
    }, "the portal has heard of it");
  }

  /** The account service asks her to sign in before it shows anything of hers. */
  async isNoLongerAtHerAccount() {
    await this.open(`${this.program.account}/${this.language}/tai-khoan`);
    await this.heading(this.words.loginTitle);
  }

  /** Waits for a message of these words on her telephone, wherever it stands among others, and
   *  answers it; all that came by then counts as read. */
  async isTold(words) {
    let told;
    await this.eventually(async () => {
      const all = await this.sandbox.messages(this.person.phone);
      told = all.findLast(({ text }) => words.test(text));
      return told !== undefined;
    }, `${words} on her telephone`);
    await this.sandbox.forget(this.person.phone);
    return told.text;
  }

  /** Signs in with everything it takes, to her own page. */
  async comesIn(typing) {
    await this.goesToSignIn();
    await this.signsInWithCode(typing);
    await this.heading(this.words.accountTitle);
  }

  /** Proves anew that it is her, where she is asked to. */
  async provesAgain() {
    await this.heading(this.words.againTitle);
    await this.fill(this.words.loginPassword, GOOD_PASSWORD);
    if (!this.scripted) await this.answersThePicture();
    await this.sends(this.words.goesOn);
    await this.entersCode(await this.readsCode());
  }

  /** How many messages have come to her telephone, where so many are waited for. */
  async messageCount(atLeast = 0) {
    const count = async () => (await this.sandbox.messages(this.person.phone)).length;
    await this.eventually(async () => (await count()) >= atLeast, `${atLeast} messages`);
    return count();
  }
}

/** Opens the page of her telephone in the simulated world, as on a second screen. */
export async function handsetOf(applicant, screen) {
  await screen.open(`${applicant.program.sandbox}/vi/dien-thoai/${applicant.person.phone}`);
  return {
    /** Waits for the newest message's six digits, as they stand on the screen. */
    async showsCode() {
      const messages = screen.page.getByRole("log", { name: "Tin nhắn" });
      const newest = messages.getByRole("listitem").last();
      await newest.waitFor();
      const code = /(?<!\d)\d{6}(?!\d)/.exec(await newest.innerText())[0];
      applicant.sandbox.codes.add(code);
      return code;
    },
  };
}
