import { useEffect } from 'react'
import type { ModelCard } from '#shared/studio/models.ts'
import { useDesk } from './desk.ts'
import { silently } from './desk-history.ts'
import { loadWords, useModels, type Words } from './models.ts'
import { useSettings } from './settings.ts'

/** The model on the desk; the default one, or the first that works, when none was chosen or it is gone. */
export function useModel(): ModelCard | undefined {
  const id = useDesk(desk => desk.model)
  const models = useModels(state => state.models)
  const preferred = useSettings(state => state.settings.defaultModel)
  const model =
    models.find(one => one.id === id) ??
    models.find(one => one.id === preferred) ??
    models.find(one => !one.problem) ??
    models[0]
  useEffect(() => {
    if (model && model.id !== id) silently(() => useDesk.setState({ model: model.id }))
    if (model?.problem === null) void loadWords(model.id)
  }, [model, id])
  return model
}

/** Null for a model that takes any words. */
export function useWords(): Words | null {
  const id = useDesk(desk => desk.model)
  return useModels(state => (id ? (state.words[id] ?? null) : null))
}
