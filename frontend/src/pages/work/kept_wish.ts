/** A wish that waits while its pass is being paid on another page: the address that brings it back. */
const NAME = 'preau.wish';

export const keepWish = (address: string): void => sessionStorage.setItem(NAME, address);

/** Once: a wish that was gone back to, or left, does not come again. */
export function keptWish(): string | null {
  const address = sessionStorage.getItem(NAME);
  sessionStorage.removeItem(NAME);
  return address;
}
