/** Changes of the street that somebody has read and put away on this browser: each is a change of its own. */
const PLACE = 'preau.news_read';
/** Older ones are no longer told by the house. */
const MOST = 60;

class ReadNews {
  ids = $state.raw<string[]>(load());

  put(id: string): void {
    this.ids = [id, ...this.ids].slice(0, MOST);
    try {
      localStorage.setItem(PLACE, JSON.stringify(this.ids));
    } catch {
      // It comes back with the next page, which is better than not coming at all.
    }
  }
}

function load(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '[]');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

export const readNews = new ReadNews();
