// Every page in every state, in both languages: what a machine can say about it (axe), whether it
// fits a small screen and large letters, and pictures of it for people. And the first view's weight.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { typedPhone } from "./lib/cast.mjs";
import { looks, speaksBoth } from "./lib/looks.mjs";
import { EASY, raise } from "./lib/stage.mjs";
import { administrator } from "./lib/administrator.mjs";
import * as desk from "./lib/desk.mjs";

for (const wish of [{ language: "vi-VN" }, { language: "en-GB" }]) {
  describe(`every page (${wish.language})`, () => {
    const stage = raise({
      ...EASY,
      one_time_code: { tries: 2, resend_waits: "1s" },
      limits: { operator_per_number: "4/1h", messages_per_number: "2/1h" },
      recovery: { delay: "20s" },
    });
    /** Looks at a page by its address. */
    const visits = async (citizen, house, path, name) => {
      await citizen.open(`${stage.program[house]}/${citizen.language}${path}`);
      await looks(citizen, name);
    };

    test("of the portal", async () => {
      const dao = await stage.applicant(null, wish);
      await visits(dao, "portal", "", "portal-home");
      await speaksBoth(dao, "the portal's home page");
      await visits(dao, "portal", "/viec-cua-ban/birth", "portal-life");
      await visits(dao, "portal", "/thu-tuc/1.001193", "portal-procedure");
      await speaksBoth(dao, "a procedure");
      await visits(dao, "portal", "/thu-tuc/1.001193/lich-su", "portal-procedure-history");
      await visits(dao, "portal", "/thu-tuc/2.000488", "portal-procedure-gone");
      await visits(dao, "portal", "/thu-tuc/1.999999", "portal-procedure-unknown");
      await visits(dao, "portal", "/du-lieu-mo", "portal-open-data");
      await visits(dao, "portal", "/dang-nhap", "portal-signin");
      await visits(dao, "portal", "/dang-xuat", "portal-signed-out");
      await visits(dao, "portal", "/khong-co", "portal-not-found");
    });

    test("of administrators", async () => {
      const hoa = await administrator(stage, wish);
      await looks(hoa, "administrator");
      await speaksBoth(hoa, "administration");
      const pages = { featured: "noi-bat/cong-dan", announcements: "thong-bao", procedure: "thu-tuc/1.001193" };
      for (const [name, path] of Object.entries(pages)) {
        await visits(hoa, "portal", `/quan-tri/${path}`, `administrator-${name}`);
      }
    });

    test("before the form", async () => {
      const dao = await stage.applicant(null, wish);
      const pages = { "": "audience", "/cong-dan": "method", "/doanh-nghiep": "enterprise" };
      for (const [path, name] of Object.entries(pages)) {
        await visits(dao, "account", `/dang-ky${path}`, `account-${name}`);
        await speaksBoth(dao, name);
      }
      await visits(dao, "account", "/dang-nhap", "account-sign-in");
      await speaksBoth(dao, "sign-in");
      await visits(dao, "account", "/khong-co", "account-not-found");
    });

    test("of the form", async () => {
      const dao = await stage.applicant(null, wish);
      await visits(dao, "account", "/dang-ky/thue-bao-di-dong", "form");
      await speaksBoth(dao, "the form");
      await dao.sends(dao.words.register);
      await looks(dao, "form-empty-fields");
      for (const telco of ["down", "not_available"]) {
        await stage.sandbox.faults({ telco });
        await dao.sendsTheForm();
        await looks(dao, `form-operator-${telco}`);
      }
      dao.forgives(/^503 /);
      await stage.sandbox.allWell();
      const wrong = { name: "Ngô Thị Sen" };
      await dao.sendsTheForm(wrong);
      await looks(dao, "form-mismatch");
      while (!/\d\d:\d\d/.test(await dao.text())) await dao.sendsTheForm(wrong);
      await looks(dao, "form-limit");
    });

    test("of the form without script", async () => {
      const dao = await stage.applicant(null, { ...wish, script: false });
      await visits(dao, "account", "/dang-ky/thue-bao-di-dong", "form-picture");
      await dao.fillsIn();
      await dao.sends(dao.words.register);
      await looks(dao, "form-picture-unanswered");
      await dao.answersThePicture();
      await dao.sends(dao.words.register);
      await dao.isAskedForTheCode();
      await looks(dao, "code-without-script");
    });

    test("behind the form", async () => {
      const email = `dao.${wish.language}@example.vn`.toLowerCase();
      const dao = await stage.applicant(await stage.person({ email }), wish);
      await dao.walksTo("code");
      await looks(dao, "code");
      await speaksBoth(dao, "the code");
      const code = await dao.readsCode();
      await dao.guessesWrong(code);
      await looks(dao, "code-wrong");
      await dao.guessesWrong(code);
      await looks(dao, "code-used-up");
      await dao.sends(dao.words.resend);
      const fresh = await dao.readsCode();
      await dao.page.waitForTimeout(1_500);
      await dao.sends(dao.words.resend);
      await looks(dao, "code-no-more-messages");
      await dao.entersCode(fresh);
      await dao.heading(dao.words.passwordTitle);
      await looks(dao, "password");
      await speaksBoth(dao, "the password");
      await dao.setsPassword("abc", "abd");
      await looks(dao, "password-refused");
      await dao.setsPassword();
      await dao.isDone();
      await looks(dao, "done");

      const mail = await stage.sandbox.newMail(email);
      const link = /http:\/\/\S+/.exec(mail.text)[0];
      await dao.open(link);
      await looks(dao, "mail-link");
      await speaksBoth(dao, "the link in the mail");
      await dao.page.getByRole("main").getByRole("button").first().click();
      await dao.page.waitForLoadState("domcontentloaded");
      await looks(dao, "mail-confirmed");
      await dao.open(`${link.slice(0, -2)}xx`);
      await looks(dao, "mail-gone");
    });

    test("of signing in", async () => {
      const email = `dao.vao.${wish.language}@example.vn`.toLowerCase();
      const dao = await stage.applicant(await stage.person({ email }), wish);
      const { words } = dao;
      await dao.walksTo("done");
      const { text } = await stage.sandbox.newMail(email);
      await dao.open(/http:\/\/\S+/.exec(text)[0]);
      await dao.page.getByRole("main").getByRole("button").first().click();
      await dao.page.waitForLoadState("domcontentloaded");
      await dao.goesToSignIn();
      await looks(dao, "login");
      await speaksBoth(dao, "signing in");
      await dao.sends(words.signIn);
      await looks(dao, "login-empty-fields");
      await dao.signsIn({ password: "Nhầm mất rồi.17" });
      await looks(dao, "login-refused");
      await dao.sends(words.forgotten);
      await dao.heading(words.forgottenTitle);
      await dao.goesToSignIn();
      await dao.signsIn();
      await dao.heading(words.loginCodeTitle);
      await looks(dao, "login-code");
      await speaksBoth(dao, "the code of a sign-in");
      const code = await dao.readsCode();
      await dao.guessesWrong(code);
      await looks(dao, "login-code-wrong");
      const here = dao.address.href;
      await dao.sends(words.otherWay);
      await looks(dao, "login-other-way");
      await speaksBoth(dao, "the other ways");
      await dao.sends(words.recoveryCode);
      await looks(dao, "login-recovery-code");
      await dao.sends(words.confirm);
      await looks(dao, "login-recovery-code-refused");
      await dao.open(here.replace("ma-otp", "phuong-thuc"));
      await dao.page.getByRole("main").getByRole("button").first().click();
      await dao.heading(words.loginCodeTitle);
      await dao.entersCode(await dao.readsCode());
      await dao.heading(words.accountTitle);
      await looks(dao, "account");
      await speaksBoth(dao, "one's own page");
      await dao.sends(words.signOut);
      await looks(dao, "login-signed-out");

      await dao.signsIn();
      await dao.entersCode(await dao.readsCode());
      await dao.heading(words.accountTitle);
      const elsewhere = await stage.applicant(dao.person, wish);
      await elsewhere.goesToSignIn();
      await elsewhere.signsIn();
      await elsewhere.entersCode(await elsewhere.readsCode());
      await elsewhere.heading(words.accountTitle);
      const notice = await stage.sandbox.newMail(email);
      await dao.open(/http:\/\/\S+/.exec(notice.text)[0]);
      await looks(dao, "login-not-me");
      await dao.page.getByRole("main").getByRole("button").first().click();
      await dao.page.waitForLoadState("domcontentloaded");
      await looks(dao, "login-not-me-done");
    });

    test("of one's own account", async () => {
      const dao = await stage.applicant(null, wish);
      const { words } = dao;
      await dao.walksTo("done");
      await dao.comesIn();
      const other = await stage.applicant(dao.person, wish);
      await other.comesIn();
      const own = (path, name) => visits(dao, "account", `/tai-khoan${path}`, name);
      await own("/thiet-bi", "account-devices");
      await speaksBoth(dao, "where one is signed in");
      await dao.sends(words.namesDevice);
      await looks(dao, "account-name-device");
      await own("/lich-su", "account-history");
      await own("/mat-khau", "account-password");
      await dao.sends(words.changePassword);
      await looks(dao, "account-password-refused");
      await own("/thu-dien-tu", "account-mail");
      await dao.fill(words.newMail, `dao.moi.${wish.language}@example.vn`.toLowerCase());
      await dao.sends(words.sendsMail);
      await looks(dao, "account-mail-sent");
      await own("/du-lieu", "account-export");
      await visits(dao, "account", "/dong-y", "account-consents");
      await own("/ma-khoi-phuc", "account-codes");
      await dao.sends(words.drawsCodes);
      await looks(dao, "account-new-codes");
      const second = { ...dao.person, phone: dao.person.phone.replace("+8490", "+8493") };
      await stage.sandbox.changesNumber(dao.person, stage.remembers(second).phone);
      await own("/so-dien-thoai", "account-number");
      await dao.fill(words.otherNumber, typedPhone(second.phone));
      await dao.sends(words.sendsToNumber);
      await looks(dao, "account-number-code");
      await dao.entersCode(await stage.sandbox.latestCode(second.phone));
      await looks(dao, "account-number-waits");
      const told = async () => (await stage.sandbox.newMessage(dao.person.phone)).text;
      let text = await told();
      while (!text.includes("huy-doi-so")) text = await told();
      await dao.open(/http:\/\/\S+/.exec(text)[0]);
      await looks(dao, "account-number-cancel");
      await dao.sends(words.keepsNumber);
      await looks(dao, "account-number-kept");
      await own("/dong", "account-close");
      await dao.page.getByText(words.closes, { exact: true }).click();
      await dao.sends(words.closeTitle);
      await looks(dao, "account-closing");
      await own("", "account-about-to-close");
    });

    test("that says there is an account already", async () => {
      const first = await stage.applicant(null, wish);
      await first.walksTo("done");
      const again = await stage.applicant(first.person, wish);
      await again.walksTo("code");
      await again.entersCode(await again.readsCode());
      await again.heading(again.words.existsTitle);
      await looks(again, "exists");
    });

    test("of a forgotten password", async () => {
      const dao = await stage.applicant(null, wish);
      await dao.walksTo("done");
      await stage.sandbox.changesSim(dao.person);
      await visits(dao, "account", "/quen-mat-khau", "recovery-start");
      await speaksBoth(dao, "a forgotten password");
      await dao.sends(dao.words.forgottenNext);
      await looks(dao, "recovery-start-empty");
      await dao.forgetsHerPassword();
      await looks(dao, "recovery-code");
      await speaksBoth(dao, "the code of a recovery");
      const code = await dao.readsCode();
      await dao.entersCode(String((Number(code) + 1) % 100_000_000).padStart(8, "0"));
      await looks(dao, "recovery-code-wrong");
      await dao.entersCode(code);
      await dao.heading(dao.words.secondTitle);
      await looks(dao, "recovery-second");
      await speaksBoth(dao, "the second proof");
      await dao.page.getByRole("button", { name: dao.words.waits.split(" 24")[0] }).click();
      await dao.heading(dao.words.waitTitle);
      await looks(dao, "recovery-wait");
      const cancels = await dao.opensTheLink();
      await looks(dao, "recovery-cancel");
      await dao.opensTheLink({ within: 20_000 });
      await looks(dao, "recovery-complete");
      await dao.sends(dao.words.completes);
      await looks(dao, "recovery-password");
      await dao.open(/http:\/\/\S+/.exec(cancels)[0]);
      await dao.sends(dao.words.cancels);
      await looks(dao, "recovery-cancelled");

      const sen = await stage.applicant(null, wish);
      await sen.walksTo("done");
      await sen.forgetsHerPassword();
      await sen.entersCode(await sen.readsCode());
      await sen.setsNewPassword("Đò ngang-Bến lở.52");
      await sen.heading(sen.words.resetTitle);
      await looks(sen, "recovery-done");
    });

    test("of a lost number", async () => {
      const dao = await stage.applicant(null, wish);
      await visits(dao, "account", "/mat-so-dien-thoai", "number-lost");
      await speaksBoth(dao, "a lost number");
      await dao.sends(dao.words.sendsToNewNumber);
      await looks(dao, "number-lost-empty");
      await dao.losesHerNumber();
      await looks(dao, "number-code");
      await speaksBoth(dao, "the code to a new number");
      const code = await dao.readsCode();
      await dao.entersCode(String((Number(code) + 1) % 100_000_000).padStart(8, "0"));
      await looks(dao, "number-code-wrong");
      await dao.entersCode(code);
      await dao.heading(dao.words.waitTitle);
      await looks(dao, "number-wait");
      await speaksBoth(dao, "waiting for a new number");
    });

    test("of the desk and the sheet of paper", async () => {
      const lan = await desk.officer(stage, "desk", wish);
      const { words } = lan;
      await looks(lan, "desk-home");
      await speaksBoth(lan, "the desk");
      await desk.looksUp(lan, "051088999999");
      await looks(lan, "desk-nobody");
      const dao = await stage.applicant(null, wish);
      await dao.walksTo("done");
      await desk.looksUp(lan, dao.person.citizen_number);
      await lan.field(words.cardDigits).waitFor();
      await looks(lan, "desk-account");
      await speaksBoth(lan, "an account at the desk");
      await lan.sends(words.asks);
      await looks(lan, "desk-account-empty");
      await desk.asks(lan, dao.person);
      await lan.heading(words.caseTitle);
      await looks(lan, "desk-case-asked");
      const hai = await desk.officer(stage, "desk_approver", wish);
      await looks(hai, "desk-home-approver");
      await hai.leads(() => hai.page.getByRole("main").getByRole("link").first().click());
      await hai.heading(words.caseTitle);
      await looks(hai, "desk-case-to-decide");
      await desk.approves(hai);
      await looks(hai, "desk-case-approved");
      const code = await desk.prints(lan);
      await looks(lan, "desk-sheet");
      await desk.entersTheSheet(dao, "7K3M-9QXT-4D2F-8HJN-5RWB-6VYC");
      await looks(dao, "sheet-refused");
      await desk.entersTheSheet(dao, code);
      await dao.field(words.newNumber).waitFor();
      await looks(dao, "sheet-number");
      await speaksBoth(dao, "choosing a number");
      await dao.fill(words.newNumber, lan.person.phone);
      await dao.sends(words.sendsToNewNumber);
      await looks(dao, "sheet-number-not-theirs");
      await dao.fill(words.newNumber, dao.person.phone);
      await dao.sends(words.sendsToNewNumber);
      await dao.heading(words.confirmNumberTitle);
      await looks(dao, "sheet-number-code");
      await dao.entersCode(await dao.readsCode());
      await dao.field(words.password).waitFor();
      await looks(dao, "sheet-password");
      await dao.fill(words.password, "Đò ngang-Bến lở.52");
      await dao.fill(words.repeated, "Đò ngang-Bến lở.52");
      await dao.sends(words.setsNewPassword);
      await dao.heading(words.yoursTitle);
      await looks(dao, "sheet-done");
    });

    test("of the sandbox", async () => {
      const dao = await stage.applicant(await stage.person({ email: "dao.ho@example.vn" }), wish);
      const { phone, email } = dao.person;
      await visits(dao, "sandbox", "/dien-thoai", "sandbox-people");
      await speaksBoth(dao, "the people");
      await visits(dao, "sandbox", `/dien-thoai/${phone}`, "sandbox-handset-empty");
      await visits(dao, "sandbox", "/hop-thu", "sandbox-mailboxes");
      await visits(dao, "sandbox", `/hop-thu/${email}`, "sandbox-mailbox-empty");
      await visits(dao, "sandbox", "/su-co", "sandbox-faults");
      await visits(dao, "sandbox", "/them-nguoi", "sandbox-add-person");
      await dao.page.getByRole("main").getByRole("button").last().click();
      await dao.page.waitForLoadState("domcontentloaded");
      await looks(dao, "sandbox-add-person-refused");
      await visits(dao, "sandbox", "/khong-co", "sandbox-not-found");
      await dao.walksTo("done");
      await stage.sandbox.newMail(email);
      await visits(dao, "sandbox", `/dien-thoai/${phone}`, "sandbox-handset");
      await visits(dao, "sandbox", `/hop-thu/${email}`, "sandbox-mailbox");
    });

    for (const script of [true, false]) {
      test(`the first view of the form is light (script ${script})`, async () => {
        const dao = await stage.applicant(null, { ...wish, script, phone: true });
        const wire = await dao.context.newCDPSession(dao.page);
        await wire.send("Network.enable");
        // What stands in the page itself (data:) comes with the page.
        const asked = new Map();
        wire.on("Network.requestWillBeSent", ({ requestId, request }) => {
          if (!request.url.startsWith("data:")) asked.set(requestId, request.url);
        });
        let bytes = 0;
        wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
          if (asked.has(requestId)) bytes += encodedDataLength;
        });
        await dao.goesToTheForm();
        await dao.page.waitForLoadState("networkidle");
        assert.ok(asked.size > 0 && asked.size <= 6, [...asked.values()].join("\n"));
        assert.ok(bytes > 1_000 && bytes <= 60 * 1_024, `${bytes} bytes`);
      });
    }
  });
}
