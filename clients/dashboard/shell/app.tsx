import { useState, useSyncExternalStore } from 'react';
import { Provider } from 'urql';
import { Route, Switch } from 'wouter';
import { newCache, signedIn } from '../connection/connection.js';
import { useAsk } from '../connection/use-ask.js';
import { TimeZoneContext, ViewerContext } from '../connection/viewer.js';
import { Waiting } from '../follow-up/waiting.js';
import { ViewerDocument } from '../generated/operations.js';
import { useDocumentLocale } from '../language/document-locale.js';
import { ErrorBoundary } from '../ui/error-boundary.js';
import { SecretsProvider } from '../ui/secrets.js';
import { Shown } from '../ui/states.js';
import { ToastsProvider } from '../ui/toasts.js';
import { Shell } from './shell.js';
import { SignIn } from './sign-in.js';
import { WECOM_RETURN, WecomReturn } from './wecom-return.js';

export function App() {
  const isSignedIn = useSyncExternalStore(signedIn.subscribe, signedIn.get);
  const locale = useDocumentLocale();
  return (
    <ErrorBoundary>
      <ToastsProvider>
        <Switch>
          <Route path={WECOM_RETURN} component={WecomReturn} />
          <Route>
            {isSignedIn ? (
              <SecretsProvider>
                <SignedIn key={locale} />
              </SecretsProvider>
            ) : (
              <SignIn />
            )}
          </Route>
        </Switch>
      </ToastsProvider>
    </ErrorBoundary>
  );
}

/** What was asked for one person, in one language, is forgotten with them. */
function SignedIn() {
  const [cache] = useState(newCache);
  return (
    <Provider value={cache}>
      <WithViewer />
    </Provider>
  );
}

function WithViewer() {
  const asked = useAsk(ViewerDocument, {});
  return (
    <Shown asked={asked}>
      {({ viewer, settings }) => (
        <ViewerContext value={viewer}>
          <TimeZoneContext value={settings.timeZone}>
            <Waiting />
            <Shell />
          </TimeZoneContext>
        </ViewerContext>
      )}
    </Shown>
  );
}
