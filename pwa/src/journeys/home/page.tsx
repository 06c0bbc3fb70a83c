import { Page } from '../../ui/page'

/** Home page. */
export default function Home() {
  return <Page title="ciaw">{null}</Page>
}
