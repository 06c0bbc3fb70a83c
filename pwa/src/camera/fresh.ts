/** A video element that can tell when it shows another picture (requestVideoFrameCallback, W3C). */
type Telling = HTMLVideoElement & Partial<Pick<HTMLVideoElement, 'requestVideoFrameCallback' | 'cancelVideoFrameCallback'>>

/** Knows whether a video has shown another picture since it was last asked. */
export class Frames {
  private came = false
  private request: number | undefined
  private readonly video: Telling

  constructor(video: HTMLVideoElement) {
    this.video = video
    this.wait()
  }

  /** Undefined where the browser does not tell, or nobody could see the video: browsers show no pictures of it then. */
  fresh(): boolean | undefined {
    const came = this.came
    this.came = false
    if (came) return true
    const { top, bottom } = this.video.getBoundingClientRect()
    const seen = bottom > top && bottom > 0 && top < innerHeight && document.visibilityState === 'visible'
    return this.request === undefined || !seen ? undefined : false
  }

  /** No longer asks. */
  stop(): void {
    if (this.request !== undefined) this.video.cancelVideoFrameCallback?.(this.request)
    this.request = undefined
  }

  private wait(): void {
    this.request = this.video.requestVideoFrameCallback?.(() => {
      this.came = true
      this.wait()
    })
  }
}
