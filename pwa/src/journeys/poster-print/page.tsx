import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { getWorkplace, type PaperFormat, type PosterDetails, posterSheet, type WorkplaceDetails } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { useReply } from '../../api/use-reply'
import { language, languages, t } from '../../i18n'
import { savesHere } from '../../keep/browser'
import { keepFile } from '../../keep/files'
import { Trouble } from '../../refusal/trouble'
import type { PageProps } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { Choice } from '../../ui/choice'
import { Printer, Save, Viewfinder } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { fileName, formats, languagesFirst, mostLanguages, noteLanguages, wantedBy } from './model'
import { Revoking } from './revoking'
import { OnScreen } from './screen'

/** Printing a poster: paper, languages, and the sheet; and the end of one. */
export default function PosterPrint({ param }: PageProps) {
  const { number, code } = wantedBy(param)
  const [reply, again] = useReply(() => getWorkplace(number), number)
  const details = reply?.kind === 'ok' ? reply.value : undefined
  const poster = details?.posters.find((one) => one.code === code)
  return (
    <Page title={t('places.print.title')} back={{ href: `/places/${number}`, label: t('app.back') }} wide>
      {!reply && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      <Trouble reply={reply} again={() => void again()} />
      {details && <What details={details} poster={poster} />}
      {details && (poster ? !poster.revoked : code === '') && (
        <Printing number={number} code={code}>
          {poster && <OnScreen number={number} code={poster.code} />}
          {poster && <Revoking details={details} poster={poster} onRevoked={() => void again()} />}
        </Printing>
      )}
      {details && code !== '' && !poster && (
        <Notice tone="bad">
          <p>{t('mistake.poster_unknown')}</p>
        </Notice>
      )}
    </Page>
  )
}

function What({ details: { workplace, unprintable }, poster }: { details: WorkplaceDetails; poster: PosterDetails | undefined }) {
  return (
    <>
      <p>
        <strong>
          <bdi>{workplace.name}</bdi>
        </strong>
        {poster && (
          <>
            <br />
            {poster.gate || t('places.poster.whole')}
            {' ·\u00a0'}
            <bdi class="code">{poster.code}</bdi>
          </>
        )}
      </p>
      {unprintable !== '' && (
        <Notice tone="wait">
          <p>
            {t('places.print.unprintable')} <bdi class="code">{unprintable}</bdi>
          </p>
        </Notice>
      )}
      {poster?.revoked && (
        <Notice tone="bad" title={t('places.print.revoked')} live>
          <p>{t('places.test.revoked.text')}</p>
        </Notice>
      )}
    </>
  )
}

/** Up to four languages by their own names, three papers, and the sheet as a file. */
function Printing({ number, code, children }: { number: string; code: string; children: ComponentChildren }) {
  const [format, setFormat] = useState<PaperFormat>('A4')
  const [chosen, setChosen] = useState<string[]>(() => languagesFirst(language.value))
  const [sheet, setSheet] = useState<Reply<Blob> | 'making'>()
  const make = async () => {
    setSheet('making')
    const made = await posterSheet(number, format, chosen, code)
    if (made.kind === 'ok') noteLanguages(chosen)
    setSheet(made)
  }
  const choose = (change: () => void) => {
    change()
    setSheet(undefined)
  }
  return (
    <>
      <Choice
        label={t('places.print.paper')}
        options={formats.map((value) => ({ value, name: value === 'A6' ? t('places.print.stickers') : value }))}
        chosen={[format]}
        onChange={([one]) => choose(() => setFormat(one ?? format))}
      />
      <Choice
        label={t('places.print.languages', { count: mostLanguages })}
        options={languages.map(({ code, name, dir }) => ({ value: code as string, name, language: code, dir }))}
        chosen={chosen}
        most={mostLanguages}
        onChange={(some) => choose(() => setChosen(some))}
      />
      {typeof sheet === 'object' && <Trouble reply={sheet} />}
      {typeof sheet === 'object' && sheet.kind === 'ok' && (
        <>
          <p role="status">{t('places.print.next')}</p>
          <LinkButton href={`/places/${number}/test`} icon={<Viewfinder />}>
            {t('places.test.title')}
          </LinkButton>
        </>
      )}
      {children}
      <div class="actions">
        {typeof sheet === 'object' && sheet.kind === 'ok' ? (
          <Made file={sheet.value} name={fileName(number, code, format)} />
        ) : (
          <Button kind="primary" icon={<Printer />} disabled={sheet === 'making' || chosen.length === 0} onPress={() => void make()}>
            {t(sheet === 'making' ? 'places.print.making' : 'places.print.make')}
          </Button>
        )}
      </div>
    </>
  )
}

function Made({ file, name }: { file: Blob; name: string }) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (!address) return null
  return (
    <>
      <Button icon={<Save />} onPress={() => void keepFile(file, name)}>
        {t('places.print.save')}
      </Button>
      {savesHere() && (
        <a class="button button-primary" href={address} target="_blank" rel="noopener">
          <Printer />
          <span>{t('places.print.open')}</span>
        </a>
      )}
    </>
  )
}
