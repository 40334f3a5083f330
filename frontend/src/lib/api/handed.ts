/**
 * Answers that came with the page itself (venue/first_answers.py): a phone far away draws at once instead of
 * asking first. Each is used once: whoever asks again wants to know what has become of it.
 */
let answers = new Map<string, unknown>();

/** The answer for `path`, if the page brought it; undefined otherwise. */
export function handedOver(path: string): unknown {
  const brought = document.getElementById('answers');
  if (brought) {
    answers = new Map(Object.entries(JSON.parse(brought.textContent || '{}') as object));
    brought.remove();
  }
  const answer = answers.get(path);
  answers.delete(path);
  return answer;
}
