import { Page } from '../../ui/page'

/** Scan page. */
export default function Scan() {
  return <Page title="ciaw">{null}</Page>
}
