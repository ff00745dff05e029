import { lazy, Suspense, useSyncExternalStore } from 'react';
import { signedIn } from '../connection/connection.js';
import { useDocumentLocale } from '../language/document-locale.js';
import { SignIn } from '../shell/sign-in.js';
import { ErrorBoundary } from '../ui/error-boundary.js';
import { Loading } from '../ui/states.js';

/** The editor is large: whoever has to sign in first doesn't wait for it. */
const Editor = lazy(() => import('./editor.js'));

/** GraphiQL for whoever is signed in, by the same sign-in as the dashboard. */
export function Explorer() {
  const isSignedIn = useSyncExternalStore(signedIn.subscribe, signedIn.get);
  useDocumentLocale();
  return (
    <ErrorBoundary>
      {isSignedIn ? (
        <Suspense fallback={<Loading />}>
          <Editor />
        </Suspense>
      ) : (
        <SignIn />
      )}
    </ErrorBoundary>
  );
}
