/** Keeps the screen of a door's phone from going dark for as long as the page is seen. The answer ends it. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let over = false;

  async function hold(): Promise<void> {
    if (over || document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock.request('screen');
      if (over) await lock.release();
    } catch {
      // Low battery, or a browser that has none: the screen goes dark as on any page.
    }
  }

  const look = () => void hold();
  if ('wakeLock' in navigator) {
    document.addEventListener('visibilitychange', look);
    look();
  }
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', look);
    void lock?.release().catch(() => undefined);
  };
}
