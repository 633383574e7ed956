import { useState } from 'react'
import { call } from '../api.ts'
import { can } from '../stores/connection.ts'
import { explain } from '../stores/toasts.ts'
import { Button } from '../ui/Button.tsx'

type Words = { choose: string; path: string; add: string }

/** Asks for a folder: by the system's dialog where there is one, else by its path. `take` resolves to whether it was taken. */
export function AskFolder({ words, take }: { words: Words; take: (folder: string) => Promise<boolean> }) {
  const [path, setPath] = useState('')
  const choose = async () => {
    const { folder } = await call('host.chooseFolder', undefined)
    if (folder) await take(folder)
  }
  if (can('chooseFolder'))
    return (
      <div>
        <Button onClick={() => void choose().catch(explain)}>{words.choose}</Button>
      </div>
    )
  return (
    <form
      className="folder"
      onSubmit={event => {
        event.preventDefault()
        if (path.trim()) void take(path.trim()).then(taken => taken && setPath(''))
      }}
    >
      <input
        aria-label={words.path}
        placeholder={words.path}
        value={path}
        spellCheck={false}
        autoComplete="off"
        onChange={event => setPath(event.target.value)}
      />
      <Button type="submit" disabled={!path.trim()}>
        {words.add}
      </Button>
    </form>
  )
}
