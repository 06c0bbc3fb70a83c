import { PhotoButton } from '../../camera/photo-button'
import { Viewfinder } from '../../camera/viewfinder'
import { type Heard, hear } from './model'

/** What is heard: a word to say about it, who was read before, and what to do with it. */
export interface Hearing {
  word: string
  read: ReadonlyMap<string, string>
  onHeard: (heard: Heard) => void
}

/** The camera, reading all the time, with a word below it. */
export function Reading(props: Hearing) {
  const onText = (text: string) => props.onHeard(hear(text, props.read))
  return (
    <>
      <div class="crew-camera">
        <Viewfinder onText={onText} />
      </div>
      <p class="crew-word" role="status">
        {props.word}
      </p>
    </>
  )
}

/** A photo where there is no camera. */
export function Photo({ read, onHeard }: Hearing) {
  return <PhotoButton onTexts={(texts) => texts.forEach((text) => onHeard(hear(text, read)))} />
}
