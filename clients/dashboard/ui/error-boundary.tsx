import { Component, type ReactNode } from 'react';
import { texts, textsNow } from '../language/texts.js';

interface Props {
  readonly children: ReactNode;
}

/** A page that breaks leaves the others usable. Give it a key that changes with the page. */
export class ErrorBoundary extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    const t = textsNow(words);
    return (
      <div className="empty" role="alert">
        <p>{t.broken}</p>
        <button type="button" onClick={() => location.reload()}>
          {t.reload}
        </button>
      </div>
    );
  }
}

const words = texts(
  { broken: '这一页出错了，您的数据没有受影响。', reload: '重新载入' },
  { broken: 'This page broke. Your data is not affected.', reload: 'Reload' },
);
