// A slow phone on a slow wire.

/** Slows one page down: `cpu` times slower, `kbps` kbit/s each way with a phone's delay. */
export async function throttle(page, { cpu = 1, kbps = 0, delay = 150 } = {}) {
  const wire = await page.context().newCDPSession(page);
  if (cpu > 1) await wire.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  if (kbps > 0) {
    const bytesPerSecond = (kbps * 1_000) / 8;
    await wire.send("Network.enable");
    await wire.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: delay,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    });
  }
}
