import { PhotoButton } from '../../camera/photo-button'
import { Viewfinder } from '../../camera/viewfinder'
import { type Heard, hear } from './model'

/** The camera, reading all the time, with a word below it; a photo where there is no camera. */
export function Reading(props: { word: string; read: ReadonlyMap<string, string>; onHeard: (heard: Heard) => void }) {
  const onText = (text: string) => props.onHeard(hear(text, props.read))
  return (
    <>
      <div class="crew-camera">
        <Viewfinder onText={onText} />
      </div>
      <p class="crew-word" role="status">
        {props.word}
      </p>
      <PhotoButton onTexts={(texts) => texts.forEach(onText)} />
    </>
  )
}
