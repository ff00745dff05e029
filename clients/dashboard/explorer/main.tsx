import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.js';
import '../styles/base.css';
import '../styles/shell.css';
import '../styles/parts.css';
import './explorer.css';

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <Explorer />
  </StrictMode>,
);
