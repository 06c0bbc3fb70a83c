package crashtest_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	mathrand "math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestACrowdOfPicturesStarvesNobody sends fifty photographs at once, each from an
// address of its own and again until it is read, while phones register. None of them has a code: these take
// longest.
func TestACrowdOfPicturesStarvesNobody(t *testing.T) {
	const pictures, most = 50, 512 << 10 // KiB
	r := start(t, plan{data: t.TempDir()})
	c := newCrowd(t, r.origin())
	photo := photograph(t)
	before := c.acknowledged.Load()
	c.come(8)
	began := time.Now()
	var all sync.WaitGroup
	for n := range pictures {
		all.Go(func() {
			from := callerAt(r.origin(), "", n).client
			for {
				status := upload(t, from, r.origin(), photo)
				if status == http.StatusUnprocessableEntity {
					return
				}
				if status != http.StatusServiceUnavailable {
					t.Errorf("a photograph was answered %d", status)
					return
				}
				time.Sleep(200 * time.Millisecond)
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	registered := c.acknowledged.Load() - before
	c.leave()
	peak := peakMemory(t, r.cmd.Process.Pid)
	t.Logf("%d pictures in %v, %d registrations meanwhile, peak %d MiB", pictures, took.Round(time.Millisecond), registered, peak>>10)
	if registered < pictures || c.failures.Load() > 0 {
		t.Errorf("only %d registrations while %d pictures were read, %d failures", registered, pictures, c.failures.Load())
	}
	if peak > most {
		t.Errorf("took %d MiB of memory", peak>>10)
	}
}

// photograph is a JPEG of 12 megapixels, in colour and full of detail.
func photograph(t *testing.T) []byte {
	t.Helper()
	img := image.NewYCbCr(image.Rect(0, 0, 4032, 3024), image.YCbCrSubsampleRatio420)
	random := mathrand.New(mathrand.NewPCG(1, 2))
	tone := 0
	for i := range img.Y {
		if i%37 == 0 {
			tone = 60 + random.IntN(130)
		}
		img.Y[i] = byte(tone + random.IntN(12))
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = byte(110+random.IntN(30)), byte(110+random.IntN(30))
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func upload(t *testing.T, client *http.Client, origin string, picture []byte) (status int) {
	answer, err := client.Post(origin+"/api/v1/scans", "image/jpeg", bytes.NewReader(picture))
	if err != nil {
		t.Error(err)
		return 0
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

// peakMemory is the most memory that a process has held, in KiB.
func peakMemory(t *testing.T, pid int) (kib int) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kib); err == nil {
			return kib
		}
	}
	t.Fatal("the kernel does not tell the peak")
	return 0
}
