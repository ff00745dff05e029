import type { ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useMoments } from '../../language/moments.js';
import { texts, useTexts } from '../../language/texts.js';
import './reports.css';

interface Props {
  readonly title: string;
  /** When what is shown was read; left out: not yet. */
  readonly asOf?: string | undefined;
  readonly filters?: ReactNode;
  readonly children: ReactNode;
}

/** A report: which of them, of what, as of when. */
export function ReportPage({ title, asOf, filters, children }: Props) {
  const t = useTexts(words);
  const { moment } = useMoments();
  return (
    <div className="stack reports">
      <Tabs />
      <div className="row spread">
        <h1>{title}</h1>
        <span className="soft small" role="status">
          {asOf && t.asOf(moment(asOf))}
        </span>
      </div>
      {filters}
      {children}
    </div>
  );
}

const REPORTS = [
  ['funnel', '/reports'],
  ['performance', '/reports/performance'],
  ['rhythm', '/reports/rhythm'],
  ['leaks', '/reports/leaks'],
  ['stages', '/reports/stages'],
  ['pilots', '/reports/pilots'],
  ['sources', '/reports/sources'],
  ['months', '/reports/months'],
] as const;

/** On a phone the tabs are wider than the screen. */
const intoSight = (tab: HTMLElement | null) => tab?.scrollIntoView({ inline: 'center', block: 'nearest' });

/** The filters go along from one report to another. */
function Tabs() {
  const t = useTexts(words);
  const [location] = useLocation();
  const [params] = useSearchParams();
  const kept = new URLSearchParams([...params].filter(([name]) => KEPT.has(name))).toString();
  return (
    <nav className="report-tabs" aria-label={t.reports}>
      {REPORTS.map(([name, path]) => (
        <Link
          key={name}
          href={kept ? `${path}?${kept}` : path}
          {...(location === path && { 'aria-current': 'page', ref: intoSight })}
        >
          {t[name]}
        </Link>
      ))}
    </nav>
  );
}

const KEPT: ReadonlySet<string> = new Set(['window', 'from', 'to', 'team', 'person']);

const words = texts(
  {
    reports: '报表',
    asOf: (at: string) => `数据截至 ${at}`,
    funnel: '漏斗',
    performance: '业绩',
    rhythm: '跟进热力图',
    leaks: '漏单',
    stages: '阶段复盘',
    pilots: '试点对比',
    sources: '渠道与原因',
    months: '月报',
  },
  {
    reports: 'Reports',
    asOf: (at: string) => `As of ${at}`,
    funnel: 'Funnel',
    performance: 'Performance',
    rhythm: 'Heat maps',
    leaks: 'Leaks',
    stages: 'Stage review',
    pilots: 'Pilots',
    sources: 'Channels and reasons',
    months: 'Months',
  },
);
