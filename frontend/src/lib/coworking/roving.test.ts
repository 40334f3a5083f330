import { expect, test } from 'vitest';
import { nearest, roving, type Box } from './roving';

const box = (left: number, top: number, size = 10): Box => ({
  left,
  top,
  right: left + size,
  bottom: top + size,
});

test('an arrow goes to the nearest place on that side', () => {
  const seats = [box(0, 0), box(20, 0), box(0, 20), box(21, 22)];
  expect(nearest(seats, 0, 'ArrowRight')).toBe(1);
  expect(nearest(seats, 0, 'ArrowDown')).toBe(2);
  expect(nearest(seats, 3, 'ArrowUp')).toBe(1);
  expect(nearest(seats, 0, 'ArrowLeft')).toBeNull();
});

test('one stop of the Tab key, which is where one was last', () => {
  document.body.innerHTML = '<div><button data-stop></button><button data-stop></button></div>';
  const group = document.querySelector('div') as HTMLElement;
  const one = group.firstElementChild as HTMLElement;
  const other = group.lastElementChild as HTMLElement;
  const leave = roving(group);
  expect([one.tabIndex, other.tabIndex]).toEqual([0, -1]);
  other.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  expect([one.tabIndex, other.tabIndex]).toEqual([-1, 0]);
  leave();
});
