/** What the square on a desk says: the address of `/travailler/ici/` with the desk's key after `#`. */
const STICKER = /\/travailler\/ici\/#([\w-]{16,64})$/;

/** The desk's key, whatever house's address was printed; null for any other square. */
export const stickerIn = (text: string): string | null => STICKER.exec(text.trim())?.[1] ?? null;
