import { useState } from 'preact/hooks'
import { exportPresences, type FileShape, type PresenceFilter } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { language, t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { Button } from '../../ui/button'
import { Save } from '../../ui/icons'
import { SelectField } from '../../ui/select-field'

const layouts: FileShape['layout'][] = ['screen', 'official', 'technical']
const formats: FileShape['format'][] = ['csv', 'xlsx']

/** What is found as a file. */
export function Exports({ filter }: { filter: PresenceFilter }) {
  const [reply, setReply] = useState<Reply<Blob> | 'working'>()
  const [layout, setLayout] = useState(layouts[0] ?? 'screen')
  const save = async (format: FileShape['format']) => {
    setReply('working')
    const came = await exportPresences(filter, { format, layout, language: language.value })
    setReply(came)
    if (came.kind === 'ok') download(came.value, `presences-${filter.from}-${filter.to}.${format}`)
  }
  return (
    <>
      {typeof reply === 'object' && <Trouble reply={reply} />}
      <SelectField
        label={t('presences.layout')}
        value={layout}
        options={layouts.map((value) => ({ value, name: t(`presences.layout.${value}`) }))}
        onChange={(value) => setLayout(layouts.find((one) => one === value) ?? 'screen')}
      />
      <div class="button-row">
        {formats.map((format) => (
          <Button key={format} icon={<Save />} disabled={reply === 'working'} onPress={() => void save(format)}>
            {t(`presences.${format}`)}
          </Button>
        ))}
      </div>
    </>
  )
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
