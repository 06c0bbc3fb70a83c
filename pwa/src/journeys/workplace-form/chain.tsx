import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Plus } from '../../ui/icons'
import { Bin } from '../../ui/more-icons'
import { SelectField } from '../../ui/select-field'
import { TextField } from '../../ui/text-field'
import { changed, type Company, without } from './model'

/** The companies of the chain and for whom each works. */
export function Chain(props: { chain: Company[]; wrong: (field: string) => string | undefined; onChange: (chain: Company[]) => void }) {
  const { chain, wrong, onChange } = props
  return (
    <section class="part">
      <h2>{t('places.chain')}</h2>
      <p>{t('places.chain.hint')}</p>
      {wrong('contractors') && (
        <p class="field-error" role="status">
          {wrong('contractors')}
        </p>
      )}
      {chain.map((company, i) => (
        <fieldset key={i} class="place-form-company">
          <legend class="unseen">{t('places.chain.one', { number: i + 1 })}</legend>
          <TextField
            label={t('places.chain.name')}
            value={company.name}
            error={wrong(fieldOf(i, 'name'))}
            onInput={(name) => onChange(changed(chain, i, { name }))}
          />
          <TextField
            label={t('places.chain.number')}
            hint={t('places.chain.number.hint')}
            value={company.number}
            error={wrong(fieldOf(i, 'number'))}
            onInput={(number) => onChange(changed(chain, i, { number }))}
          />
          <SelectField
            label={t('places.chain.under')}
            value={company.under}
            options={[
              { value: '', name: t('places.chain.keeper') },
              ...chain.filter((one, n) => n !== i && one.number && one.name).map((one) => ({ value: one.number, name: one.name })),
            ]}
            onChange={(under) => onChange(changed(chain, i, { under }))}
          />
          <Button icon={<Bin />} onPress={() => onChange(without(chain, i))}>
            {t('places.chain.remove', { name: company.name || String(i + 1) })}
          </Button>
        </fieldset>
      ))}
      <Button icon={<Plus />} onPress={() => onChange([...chain, { number: '', name: '', under: '' }])}>
        {t('places.chain.add')}
      </Button>
    </section>
  )
}

/** An input of the chain as the contract names it. */
function fieldOf(index: number, name: string): string {
  return ['contractors', index, name].join('.')
}
