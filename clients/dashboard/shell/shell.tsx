import { Suspense } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { LiveCardsProvider, useLiveCards } from '../cards/live-cards.js';
import { isAtLeast, useViewer } from '../connection/viewer.js';
import { texts, useTexts } from '../language/texts.js';
import { ErrorBoundary } from '../ui/error-boundary.js';
import { Icon } from '../ui/icon.js';
import { Empty, Loading } from '../ui/states.js';
import { LineLost } from '../ui/line-lost.js';
import { Account } from './account.js';
import { names, PAGES, type Page } from './pages.js';

/** The navigation and the page that is looked at. */
export function Shell() {
  const { role } = useViewer();
  const [location] = useLocation();
  const t = useTexts(words);
  const mine = PAGES.filter(({ least }) => isAtLeast(role, least ?? 'SALES'));
  return (
    <LiveCardsProvider>
      <div className="shell">
        <a className="skip" href="#content">
          {t.skip}
        </a>
        <header className="bar">
          <Link href="/" className="brand">
            Genjin <span lang="zh-CN">跟进</span>
          </Link>
          <Account />
        </header>
        <Navigation pages={mine} />
        <main id="content" tabIndex={-1}>
          <LineLost />
          <ErrorBoundary key={location}>
            <Suspense fallback={<Loading />}>
              <Switch>
                {mine.map(({ path, page }) => (
                  <Route key={path} path={path} component={page} />
                ))}
                <Route>
                  <Empty>{t.nothing}</Empty>
                </Route>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </LiveCardsProvider>
  );
}

function Navigation({ pages }: { readonly pages: readonly Page[] }) {
  const [location] = useLocation();
  const t = useTexts(words);
  const name = useTexts(names);
  const isHere = (path: string) => location === path || (path !== '/' && location.startsWith(`${path}/`));
  return (
    <nav className="navigation" aria-label={t.navigation}>
      {pages.map(({ path, entry }) =>
        entry ? (
          <Link
            key={path}
            href={path}
            className={entry.isOnPhoneBar ? 'on-phone-bar' : ''}
            aria-current={isHere(path) ? 'page' : undefined}
          >
            <Icon name={entry.icon} />
            <span>{name[entry.text]}</span>
            {entry.text === 'inbox' && <Unread />}
          </Link>
        ) : null,
      )}
      <details className="more" key={location}>
        <summary>
          <Icon name="more" />
          <span>{t.more}</span>
        </summary>
        <div className="more-pages">
          {pages.map(({ path, entry }) =>
            entry && !entry.isOnPhoneBar ? (
              <Link key={path} href={path} aria-current={isHere(path) ? 'page' : undefined}>
                <Icon name={entry.icon} />
                <span>{name[entry.text]}</span>
              </Link>
            ) : null,
          )}
        </div>
      </details>
    </nav>
  );
}

function Unread() {
  const { unread } = useLiveCards();
  const t = useTexts(words);
  if (unread === 0) return null;
  return (
    <span className="badge" data-testid="unread">
      {unread > 99 ? '99+' : unread}
      <span className="visually-hidden"> {t.unread}</span>
    </span>
  );
}

const words = texts(
  { skip: '跳到内容', navigation: '导航', more: '更多', nothing: '没有这一页。', unread: '条未读' },
  {
    skip: 'Skip to content',
    navigation: 'Navigation',
    more: 'More',
    nothing: 'There is no such page.',
    unread: 'unread',
  },
);
