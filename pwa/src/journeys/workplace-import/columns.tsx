import type { ImportColumn } from '../../api/workplaces'
import { t } from '../../i18n'
import { Notice } from '../../ui/notice'
import { SelectField } from '../../ui/select-field'
import { chosen, columnNames, lacksNumber, unknownOf } from './model'
import { columnWord } from './words'

/** What each column of the file was taken for; somebody may know better. */
export function Columns({ columns, onChange }: { columns: ImportColumn[]; onChange: (columns: ImportColumn['as'][]) => void }) {
  const unknown = unknownOf(columns)
  if (unknown.length === 0) return null
  return (
    <section class="part" aria-labelledby="import-columns">
      <h2 id="import-columns">{t('places.import.columns')}</h2>
      <Notice tone="wait" live>
        {lacksNumber(columns) && <p class="notice-title">{t('places.import.missing')}</p>}
        <p>{t('places.import.unknown', { headings: unknown.map((heading) => `“${heading}”`).join(', ') })}</p>
      </Notice>
      <div class="place-import-columns">
        {columns.map(({ title, example = '', as }, i) => (
          <SelectField
            key={i}
            label={title.trim() || `(${i + 1}) ${example}`.trim()}
            value={as}
            options={[{ value: '', name: t('places.import.skip') }, ...columnNames.map((name) => ({ value: name, name: columnWord(name) }))]}
            onChange={(value) => onChange(chosen(columns, i, columnNames.find((name) => name === value) ?? ''))}
          />
        ))}
      </div>
    </section>
  )
}
