const shapes = {
  arrowUp: <path d="M8 4.5 13 11H3z" fill="currentColor" strokeLinejoin="round" />,
  bell: <path d="M8 2a4 4 0 0 1 4 4v2.5l1.2 2.5H2.8L4 8.5V6a4 4 0 0 1 4-4ZM6.5 13.2a1.6 1.6 0 0 0 3 0" />,
  calendar: <path d="M2.75 3.75h10.5v9.5H2.75zM2.75 6.75h10.5M5.5 2v3M10.5 2v3" />,
  check: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  chevronDown: <path d="m4 6 4 4 4-4" />,
  circle: <circle cx="8" cy="8" r="5.25" />,
  clock: <path d="M8 2.75a5.25 5.25 0 1 0 0 10.5 5.25 5.25 0 0 0 0-10.5ZM8 5v3.2l2.2 1.3" />,
  comment: <path d="M3 3h10v7.5H7.5L4.5 13v-2.5H3z" />,
  cross: <path d="m4 4 8 8m0-8-8 8" />,
  dash: <path d="M3.5 8h9" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.25" />
      <path d="M8 2.75a5.25 5.25 0 0 1 0 10.5z" fill="currentColor" />
    </>
  ),
  heart: <path d="M8 13S2.5 9.7 2.5 6.2A2.9 2.9 0 0 1 8 5a2.9 2.9 0 0 1 5.5 1.2C13.5 9.7 8 13 8 13Z" />,
  idea: <path d="M5.8 10.5a4.25 4.25 0 1 1 4.4 0v1.25H5.8zM6.5 14h3" />,
  machine: <path d="M3 5.5h10v7H3zM8 5.5V3M6 8.5v1M10 8.5v1" />,
  pencil: <path d="m3 13 .6-2.8 7-7 2.2 2.2-7 7z" />,
  problem: <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.2v.1" />,
  question: <path d="M5.5 6a2.5 2.5 0 1 1 3.7 2.2C8.4 8.6 8 9 8 10M8 12.9v.1" />,
  reply: <path d="M6.5 4 3 7.5 6.5 11M3.3 7.5H9a4 4 0 0 1 4 4v1" />,
  search: <path d="M7 2.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5ZM10.2 10.2 13.5 13.5" />,
  themes: (
    <path d="M5 3.2a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM11.5 5.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3ZM7.2 9.5a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6Z" />
  ),
} as const;

export type IconName = keyof typeof shapes;

/** A drawing beside words; it never stands alone, so screen readers skip it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}
