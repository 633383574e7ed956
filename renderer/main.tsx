import './jitless.ts'
import './styles/index.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { listenForKeys } from './actions/keyboard.ts'
import { open } from './api.ts'
import './stores/session.ts'
import { paintEarly } from './theme.ts'

paintEarly()
listenForKeys()
createRoot(document.getElementById('root')!).render(<App />)
void open()
