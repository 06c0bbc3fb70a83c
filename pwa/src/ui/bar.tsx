import './bar.css'
import { Button } from './button'

/** Something calm to say at the bottom of any page, with one thing to do. */
export function Bar(props: { text: string; action: string; onPress: () => void }) {
  return (
    <div class="bar" role="status">
      <p>{props.text}</p>
      <Button onPress={props.onPress}>{props.action}</Button>
    </div>
  )
}
