import { expect, test } from 'vitest';
import { dayOfEvent, hours } from '$lib/planning/when';
import { inTheWay } from './in_the_way';

const at = { starts_at: '2026-12-11T17:00:00+01:00', ends_at: '2026-12-11T20:00:00+01:00' };
const when = `${dayOfEvent(at.starts_at)}, ${hours(at)}`;

test('another event at the place is named with its hours', () => {
  expect(inTheWay([{ slug: 'bal', title: 'Bal', ...at }])).toEqual([`«\u00a0Bal\u00a0», ${when}`]);
});

test('somebody with two shifts at one hour is named, and each clash once', () => {
  const clash = { kind: 'crew', person: 'Paul', with: 'Bal', slug: 'bal', ...at };
  expect(inTheWay([clash, clash])).toEqual([`Paul\u00a0: «\u00a0Bal\u00a0», ${when}`]);
});

test('kit says how much of it is free, also where nobody else has it', () => {
  const kit = { kind: 'kit', name: 'Tables', asked: 8, free: 3 };
  expect(
    inTheWay([
      { ...kit, with: 'Bal', ...at },
      { ...kit, with: '', starts_at: null, ends_at: null },
    ]),
  ).toEqual([
    `Tables, 3 libres pour 8 demandés\u00a0: «\u00a0Bal\u00a0», ${when}`,
    'Tables, 3 libres pour 8 demandés',
  ]);
});

test('a refusal without anything in the way has no lines', () => {
  expect(inTheWay(undefined)).toEqual([]);
});
