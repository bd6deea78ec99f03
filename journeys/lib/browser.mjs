// A real Chromium and the citizens who sit before it.
//
//   const browser = await openBrowser();             one per story file
//   const citizen = await browser.citizen();         her own cookies
//   await citizen.open(program.portal);
//   await citizen.press("Đăng ký");
//   await citizen.fill("Họ tên", "Nguyễn Thị Lành");
//
// `citizen({...})` takes: language "vi-VN", script false (no JavaScript), phone true
// (360 px wide, touch), dark true, worker false (no Worker), bare true (no fetch-metadata
// headers), throttle {cpu: 6, kbps: 400}.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { Citizen } from "./citizen.mjs";
import { bareProxy } from "./proxy.mjs";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Where Debian puts it; without windows and menus it is quicker. */
const CHROMIUMS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };

/** Starts Chromium; without its own sandbox only as root, where it refuses otherwise. */
export async function openBrowser() {
  const executablePath = process.env.MOTCUA_CHROMIUM ?? CHROMIUMS.find(existsSync);
  const isRoot = process.getuid?.() === 0;
  const chrome = await chromium.launch({ executablePath, chromiumSandbox: !isRoot, args: QUIET });
  const endings = [];
  return {
    chrome,
    /** Somebody sits down; `Kind` is what kind of citizen. */
    async citizen(wish = {}, Kind = Citizen) {
      const { context, ending } = await newContext(chrome, wish);
      endings.push(ending);
      return Kind.sitDown(context, wish);
    },
    async close() {
      await chrome.close();
      await Promise.all(endings.map((ending) => ending()));
    },
  };
}

async function newContext(chrome, wish) {
  const proxy = wish.bare ? await bareProxy() : null;
  const context = await chrome.newContext({
    locale: wish.language ?? "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    javaScriptEnabled: wish.script ?? true,
    viewport: wish.phone ? PHONE : DESK,
    hasTouch: wish.phone ?? false,
    isMobile: wish.phone ?? false,
    colorScheme: wish.dark ? "dark" : "light",
    // Colours and places are looked at as they end up, not on their way.
    reducedMotion: "reduce",
    proxy: proxy ? { server: proxy.address, bypass: "<-loopback>" } : undefined,
  });
  if (wish.worker === false) {
    await context.addInitScript(() => {
      delete window.Worker;
      delete window.SharedWorker;
    });
  }
  return { context, ending: async () => proxy?.close() };
}

