import { useState } from 'react'
import { setEndpoint, setToken, useHub } from '../stores/hub.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Section.tsx'

const words = t.models.hub

/** Where models are asked for, and as whom. A token is only ever put in: it is not shown again. */
export function HubAccount() {
  const info = useHub(state => state.info)
  const [address, setAddress] = useState<string | null>(null)
  const [token, setText] = useState('')
  if (!info) return null
  const own = info.token === 'kept' || info.token === 'session'
  const typed = address ?? info.endpoint
  return (
    <div className="hub-account">
      <Section title={words.account} open={false}>
        <form
          onSubmit={event => {
            event.preventDefault()
            void setEndpoint(typed).then(() => setAddress(null))
          }}
        >
          <label>
            <span>{words.endpoint}</span>
            <input
              className="text-field"
              value={typed}
              spellCheck={false}
              onChange={event => setAddress(event.target.value)}
            />
          </label>
          <Button type="submit" disabled={typed.trim() === info.endpoint}>
            {words.save}
          </Button>
          {info.ownEndpoint && (
            <Button onClick={() => void setEndpoint(null).then(() => setAddress(null))}>{words.usual}</Button>
          )}
        </form>
        <form
          onSubmit={event => {
            event.preventDefault()
            void setToken(token).then(() => setText(''))
          }}
        >
          <label>
            <span>{words.tokenField}</span>
            <input
              className="text-field"
              type="password"
              autoComplete="off"
              placeholder="hf_…"
              value={token}
              onChange={event => setText(event.target.value)}
            />
          </label>
          <Button type="submit" disabled={!token.trim()}>
            {words.keepToken}
          </Button>
          {own && <Button onClick={() => void setToken(null)}>{words.forgetToken}</Button>}
          <small>
            {words.tokens[info.token]} {!info.keychain && info.token === 'none' && words.noKeychain}
          </small>
        </form>
      </Section>
    </div>
  )
}
