const PATHS = {
  home: 'M3 11l9-8 9 8v10h-6v-6H9v6H3z',
  people: 'M9 11a4 4 0 100-8 4 4 0 000 8zM2 21a7 7 0 0114 0M16 3.5a4 4 0 010 7.5M18 14a7 7 0 014 7',
  lead: 'M12 21s-7-6.5-7-12a7 7 0 0114 0c0 5.500-7 12-7 12zM12 11.500a2.500 2.500 0 100-5 2.500 2.500 0 000 5z',
  pool: 'M2 8c2.500-2 4.500-2 7 0s4.500 2 7 0 4-2 6-.5M2 13c2.500-2 4.500-2 7 0s4.500 2 7 0 4-2 6-.5M2 18c2.500-2 4.500-2 7 0s4.500 2 7 0 4-2 6-.5',
  bell: 'M6 9a6 6 0 0112 0c0 6 3 7 3 7H3s3-1 3-7zM10 20a2 2 0 004 0',
  more: 'M4 6h16M4 12h16M4 18h16',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  search: 'M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5',
  phone: 'M5 3h4l2 5-2.500 2a12 12 0 005.500 5.500l2-2.500 5 2v4a2 2 0 01-2 2A16 16 0 013 5a2 2 0 012-2z',
  chart: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 4v6M8 14v6',
  team: 'M12 8a3 3 0 100-6 3 3 0 000 6zM6 22v-4a6 6 0 0112 0v4M4 12a2.500 2.500 0 100-5M20 12a2.500 2.500 0 100-5M1 20v-2a4 4 0 012-3.500M23 20v-2a4 4 0 00-2-3.500',
  send: 'M21 3L10 14M21 3l-7 18-4-7-7-4z',
  key: 'M8 19a4 4 0 100-8 4 4 0 000 8zM11 12l9-9M16 7l3 3',
  rules: 'M4 6h10M4 12h10M4 18h6M16 17l2 2 4-5',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  flow: 'M4 4h6v5H4zM14 15h6v5h-6zM7 9v8h7M10 6.500h7V15',
  clock: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3 2',
  check: 'M5 12.500l5 5L19.500 7',
  plus: 'M12 5v14M5 12h14',
  fire: 'M12 21a6 6 0 006-6c0-5-5-6-4-12-4 2-8 6-8 12a6 6 0 006 6z',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what it stands beside, or the label of its button, says the same. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
