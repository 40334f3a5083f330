/** French spacing: a non-breaking space before « : ; ! ? € % » and inside guillemets, in every sentence. */
export function fine<Tree>(tree: Tree): Tree {
  if (typeof tree === 'string') return fineText(tree) as Tree;
  if (typeof tree === 'function') {
    return ((...given: unknown[]) => fineText(String(tree(...given)))) as Tree;
  }
  const entries = Object.entries(tree as object).map(([key, value]) => [key, fine(value)]);
  return Object.fromEntries(entries) as Tree;
}

function fineText(text: string): string {
  return text.replace(/ ([:;!?€%»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
}
