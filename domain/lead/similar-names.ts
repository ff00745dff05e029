/** From this share of common parts on, two names may be one person's: what PostgreSQL's trigram search takes as its default. */
const ALIKE = 0.3;

/** How people are addressed says nothing about who they are. */
const TITLES = /(?:先生|女士|小姐|太太|经理|总监|总经理|老师|主任|工程师|师傅|老板|总|工)$|^(?:mr|mrs|ms|miss|dr)\.? /;

/** Whether two names may be the same person's: equal but for their title, a part of each other, or mostly made of the same pieces. */
export function areSimilarNames(one: string, other: string): boolean {
  const [a, b] = [bareName(one), bareName(other)];
  if (a === '' || b === '') return false;
  return a === b || a.includes(b) || b.includes(a) || similarity(a, b) >= ALIKE;
}

function bareName(name: string): string {
  const folded = name.normalize('NFKC').trim().toLowerCase();
  return folded.replace(TITLES, '').replace(/\s+/g, ' ').trim() || folded;
}

/** The share of common trigrams, as pg_trgm counts it. */
function similarity(a: string, b: string): number {
  const [ours, theirs] = [trigrams(a), trigrams(b)];
  const common = [...ours].filter((one) => theirs.has(one)).length;
  return common / (ours.size + theirs.size - common);
}

function trigrams(text: string): ReadonlySet<string> {
  const signs = text.split(' ').flatMap((word) => {
    const padded = ['', '', ...Array.from(word), ''].map((sign) => sign || ' ');
    return padded.slice(2).map((_, index) => padded.slice(index, index + 3).join(''));
  });
  return new Set(signs);
}
