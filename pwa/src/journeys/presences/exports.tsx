import { useState } from 'preact/hooks'
import { exportPresences, type FileShape, type PresenceFilter } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { language, t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { Button } from '../../ui/button'
import { keepFile } from '../../keep/files'
import { Save } from '../../ui/icons'
import { SelectField } from '../../ui/select-field'

const layouts: FileShape['layout'][] = ['screen', 'official', 'technical']
/** The workbook first: spreadsheets keep its numbers as they are. */
const formats: FileShape['format'][] = ['xlsx', 'csv']

/** What is found as a file. */
export function Exports({ filter }: { filter: PresenceFilter }) {
  const [reply, setReply] = useState<Reply<Blob> | 'working'>()
  const [layout, setLayout] = useState(layouts[0] ?? 'screen')
  const save = async (format: FileShape['format']) => {
    setReply('working')
    const came = await exportPresences(filter, { format, layout, language: language.value })
    setReply(came)
    if (came.kind === 'ok') await keepFile(came.value, `presences-${filter.from}-${filter.to}.${format}`)
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
