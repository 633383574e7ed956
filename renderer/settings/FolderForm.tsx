import { useState } from 'react'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

/** A path to type, where no window of the system can be opened to choose it. */
export function FolderForm({ folder, onOpen }: { folder: string; onOpen: (folder: string) => void }) {
  const [text, setText] = useState(folder)
  return (
    <form
      className="folder"
      onSubmit={event => {
        event.preventDefault()
        if (text.trim()) onOpen(text.trim())
      }}
    >
      <input
        aria-label={t.settings.folder}
        value={text}
        spellCheck={false}
        onChange={event => setText(event.target.value)}
      />
      <Button type="submit" disabled={!text.trim() || text === folder}>
        {t.settings.openFolder}
      </Button>
    </form>
  )
}
