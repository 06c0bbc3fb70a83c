package scan_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"net/http"
	"testing"
	"time"

	"ciaw/qr"
	"ciaw/server/fault"
	"ciaw/server/scan"
)

const posterLink = "https://ciaw.example/p/7K3M-Q9TD-2XVN"

// photo is a JPEG of a code, as a phone would send it.
func photo(t *testing.T, text string) []byte {
	t.Helper()
	m, err := qr.Write(text, qr.LevelQ, 4)
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewGray(image.Rect(0, 0, 6*m.Size(), 6*m.Size()))
	for i := range img.Pix {
		c := color.Gray{Y: 225}
		if m.Dark(i%img.Stride/6, i/img.Stride/6) {
			c.Y = 30
		}
		img.SetGray(i%img.Stride, i/img.Stride, c)
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, nil); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestServiceReadsPhotos(t *testing.T) {
	s := &scan.Service{Pictures: scan.Decoder{}}
	for text, kind := range map[string]scan.Kind{
		"24910158641968060": scan.LimosaL1, "hello": scan.Unknown,
		"https://limosa.example/l1?nr=24990000000000152&naam=Ana": scan.LimosaL1,
	} {
		codes, err := s.Read(t.Context(), bytes.NewReader(photo(t, text)))
		if err != nil || len(codes) != 1 || codes[0].Kind != kind || codes[0].Text != text {
			t.Errorf("%s: %+v, %v", text, codes, err)
		}
	}
}

func TestServiceRefusals(t *testing.T) {
	blank := new(bytes.Buffer)
	if err := jpeg.Encode(blank, image.NewGray(image.Rect(0, 0, 300, 300)), nil); err != nil {
		t.Fatal(err)
	}
	s := &scan.Service{Pictures: scan.Decoder{}}
	for name, c := range map[string]struct {
		picture []byte
		want    error
	}{
		"a picture without a code": {blank.Bytes(), scan.ErrNotFound},
		"half a picture":           {blank.Bytes()[:blank.Len()/2], scan.ErrUnreadable},
		"no picture":               {[]byte("hello"), scan.ErrUnsupported},
		"nothing":                  {nil, scan.ErrUnsupported},
		"too many bytes":           {append(blank.Bytes(), make([]byte, scan.Limits.Bytes)...), scan.ErrTooLarge},
	} {
		if codes, err := s.Read(t.Context(), bytes.NewReader(c.picture)); !errors.Is(err, c.want) || codes != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := s.Read(gone, bytes.NewReader(photo(t, posterLink))); !errors.Is(err, context.Canceled) {
		t.Errorf("the caller has left: %v", err)
	}
}

// painted is a JPEG of 200 × 200 pixels.
func painted(t *testing.T, tone func(x, y int) byte) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 200, 200))
	for i := range img.Pix {
		img.Pix[i] = tone(i%img.Stride, i/img.Stride)
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, nil); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestAdvice(t *testing.T) {
	m, err := qr.Write(posterLink, qr.LevelQ, 20)
	if err != nil {
		t.Fatal(err)
	}
	s := &scan.Service{Pictures: scan.Decoder{}}
	for name, c := range map[string]struct {
		tone func(x, y int) byte
		want string
	}{
		"a night without a lamp": {func(x, _ int) byte { return byte(x / 10) }, "dark"},
		"a white wall":           {func(x, _ int) byte { return byte(200 + x/10) }, ""},
		"a code out of focus": {func(x, y int) byte {
			return byte(120 + 50*math.Sin(float64(x)/9)*math.Sin(float64(y)/9))
		}, "blurred"},
		"a code whose modules are lost in the distance": {func(x, y int) byte {
			x, y = x/2, y/2
			if far := m.Size() - 27; m.Dark(x, y) && (x < 27 || x > far) && (y < 27 || y > far) {
				return 30
			}
			return 220
		}, "far"},
	} {
		_, err := s.Read(t.Context(), bytes.NewReader(painted(t, c.tone)))
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, scan.ErrNotFound) || f.Advice != c.want {
			t.Errorf("%s: %v with advice %+v, want %q", name, err, f, c.want)
		}
	}
}

func TestServiceLosesPatience(t *testing.T) {
	g := gate{make(chan struct{}, 9), make(chan struct{})}
	s := &scan.Service{Pictures: g, AtOnce: 1, Waiting: 1, Patience: time.Nanosecond}
	first := make(chan error)
	go func() {
		_, err := s.Read(t.Context(), http.NoBody)
		first <- err
	}()
	<-g.entered
	if _, err := s.Read(t.Context(), http.NoBody); !errors.Is(err, scan.ErrBusy) {
		t.Errorf("who waited too long: %v", err)
	}
	close(g.open)
	if err := <-first; err != nil {
		t.Error(err)
	}
}

// gate holds every picture until it is opened.
type gate struct {
	entered chan struct{}
	open    chan struct{}
}

func (g gate) Texts(context.Context, []byte) ([]string, error) {
	g.entered <- struct{}{}
	<-g.open
	return []string{posterLink}, nil
}

func TestServiceIsNotOverrun(t *testing.T) {
	g := gate{make(chan struct{}, 9), make(chan struct{})}
	s := &scan.Service{Pictures: g, AtOnce: 2, Waiting: 1, Patience: time.Hour}
	answers := make(chan error, 3)
	ask := func(ctx context.Context) {
		_, err := s.Read(ctx, http.NoBody)
		for errors.Is(err, scan.ErrBusy) { // waitUntilBusy was inside for a moment
			_, err = s.Read(ctx, http.NoBody)
		}
		answers <- err
	}
	go ask(t.Context())
	go ask(t.Context())
	<-g.entered
	<-g.entered

	impatient, leave := context.WithCancel(t.Context())
	go ask(impatient)
	waitUntilBusy(t, s)
	leave()
	if err := <-answers; !errors.Is(err, context.Canceled) {
		t.Errorf("who leaves the queue: %v", err)
	}

	go ask(t.Context())
	waitUntilBusy(t, s)
	close(g.open)
	for range 3 {
		if err := <-answers; err != nil {
			t.Errorf("who was let in: %v", err)
		}
	}
	if _, err := s.Read(t.Context(), http.NoBody); err != nil {
		t.Errorf("after the rush: %v", err)
	}
}

// waitUntilBusy asks until the queue is full; whoever gets in meanwhile leaves.
func waitUntilBusy(t *testing.T, s *scan.Service) {
	t.Helper()
	hurried, leave := context.WithCancel(t.Context())
	leave()
	for {
		if _, err := s.Read(hurried, http.NoBody); errors.Is(err, scan.ErrBusy) {
			return
		}
		if t.Context().Err() != nil {
			t.Fatal("never busy")
		}
	}
}
