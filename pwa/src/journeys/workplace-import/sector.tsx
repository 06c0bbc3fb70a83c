import { type Sector, sectors } from '../../api/workplaces'
import { t } from '../../i18n'
import { Choice } from '../../ui/choice'

/** The sector of all new workplaces of a file that says none. */
export function SectorOfAll({ chosen, onChange }: { chosen: Sector | ''; onChange: (sector: Sector) => void }) {
  return (
    <Choice
      label={t('places.sector')}
      options={sectors.map((value) => ({ value, name: t(`places.sector.${value}`) }))}
      chosen={chosen ? [chosen] : []}
      onChange={([sector]) => sector && onChange(sector)}
    />
  )
}
