import { BookOpen } from 'lucide-react'
import { actionIds, actionRows, type Menu, menuNames } from '#shared/actions.ts'
import { toolKeys } from '../canvas/tools/tools.ts'
import { toolIds } from '../stores/canvas-view.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Keys } from '../ui/Keys.tsx'

const menus = Object.keys(menuNames) as Menu[]
const withKeys = actionIds.filter(id => actionRows[id].keys.length > 0)

/** Every shortcut, as the table of actions has it. */
export const HelpSheet = () => (
  <Dialog title={t.help.title} className="wide help" onClose={() => openDialog(null)}>
    <Button className="help-guide" icon={BookOpen} onClick={() => openDialog('guide')}>
      {t.guide.open}
    </Button>
    <section
      className="help-columns"
      aria-label={t.help.title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
      tabIndex={0}
    >
      {menus.map(menu => (
        <section key={menu}>
          <h3>{menuNames[menu]}</h3>
          <dl>
            {withKeys
              .filter(id => actionRows[id].menu === menu)
              .map(id => (
                <div key={id}>
                  <dt>{actionRows[id].label}</dt>
                  <dd>
                    {actionRows[id].keys.slice(0, 2).map(keys => (
                      <Keys key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <section>
        <h3>{t.help.canvas}</h3>
        <dl>
          {toolIds.map(id => (
            <div key={id}>
              <dt>{t.canvas.tools[id]}</dt>
              <dd>
                <Keys keys={toolKeys[id].toUpperCase()} />
              </dd>
            </div>
          ))}
          {t.help.canvasRows.map(([label, keys]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Keys keys={keys} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3>{t.help.values}</h3>
        <dl>
          {t.help.rows.map(([label, keys]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{keys}</dd>
            </div>
          ))}
        </dl>
      </section>
    </section>
  </Dialog>
)
