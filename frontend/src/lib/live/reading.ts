/** The same truths over HTTP: how a page goes on when the socket is away (slower, never wrong). */
import { get } from '$lib/api/client';

/** The address whose answer is what `topic` says; null for a topic that is only on the socket. */
export function addressOf(topic: string): string | null {
  const crew = topic.startsWith('crew:');
  const [name, key] = topic.replace(/^crew:/, '').split(':');
  if (name === 'occupancy') return `/api/v1/occupancy/${key ? `?building=${key}` : ''}`;
  if (name === 'sitting') return `/api/v1/canteen/sittings/${key}/${crew ? 'service/' : ''}`;
  if (name === 'order') return `/api/v1/canteen/orders/${key}/`;
  if (name === 'coworking') {
    const [space, date] = key?.split('/') ?? [];
    return `/api/v1/coworking/availability/?date=${date}&space=${space}`;
  }
  if (name === 'booking') return `/api/v1/coworking/bookings/${key}/`;
  if (name === 'event') return `/api/v1/events/${key}/`;
  if (name === 'registration') return `/api/v1/events/registrations/${key}/`;
  if (name === 'street') return `/api/v1/events/news/${key ? `?building=${key}` : ''}`;
  if (name === 'waiting') return `/api/v1/coworking/waiting/${key}/`;
  return null;
}

export async function readTopic(topic: string): Promise<unknown> {
  const address = addressOf(topic);
  if (!address) throw new Error(`${topic} is only on the socket`);
  return get(address);
}
