import './jitless.ts'
import './styles/index.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { listenToHost } from './actions/host-events.ts'
import { listenForKeys } from './actions/keyboard.ts'
import { tellOfUpdates } from './actions/updates.ts'
import { open } from './api.ts'
import { steerByDrawing } from './canvas/live/steering.ts'
import { ErrorBoundary } from './feedback/ErrorBoundary.tsx'
import { watchTitle } from './feedback/title.ts'
import { watchFailures } from './feedback/watch-failures.ts'
import './stores/session.ts'
import { paintEarly } from './theme.ts'

paintEarly()
listenForKeys()
listenToHost()
tellOfUpdates()
watchFailures()
watchTitle()
steerByDrawing()
createRoot(document.getElementById('root')!).render(
  <ErrorBoundary>
    <App />
  </ErrorBoundary>,
)
void open()
