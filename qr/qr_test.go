package qr_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ciaw/qr"
)

const posterLink = "https://ciaw.example/p/7K3M-Q9TD-2XVN"

func readOne(t *testing.T, img image.Image) string {
	t.Helper()
	codes, err := qr.Read(t.Context(), img, qr.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return codes[0].Text
}

func TestReadDrawings(t *testing.T) {
	for name, d := range map[string]drawing{
		"on paper":           onPaper,
		"small":              {pixels: 2, dark: 20, light: 235},
		"as large as a wall": {pixels: 40, dark: 20, light: 235},
		"a little askew":     {pixels: 5, degrees: 8, dark: 20, light: 235},
		"at 45 degrees":      {pixels: 5, degrees: 45, dark: 20, light: 235},
		"upside down":        {pixels: 5, degrees: 180, dark: 20, light: 235},
		"in a mirror":        {pixels: 5, dark: 20, light: 235, mirror: true},
		"light on dark":      {pixels: 5, dark: 235, light: 20},
		"in fog":             {pixels: 6, dark: 130, light: 180, noise: 3},
		"noisy":              {pixels: 8, dark: 60, light: 190, noise: 20},
	} {
		t.Run(name, func(t *testing.T) {
			if got := readOne(t, d.draw(t, posterLink, qr.LevelQ)); got != posterLink {
				t.Errorf("read %q", got)
			}
		})
	}
}

// TestWhatIsWrittenIsRead is the property: any text, at any level, comes back.
func TestWhatIsWrittenIsRead(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabets := []string{"0123456789", "ABC-$ %*+./:019", "abcäß€ÅŁșțğ漢字ةλж -_?&=%"}
	for range 60 {
		letters := []rune(alphabets[random.IntN(len(alphabets))])
		text := make([]rune, 1+random.IntN(200))
		for i := range text {
			text[i] = letters[random.IntN(len(letters))]
		}
		level := []qr.Level{qr.LevelL, qr.LevelM, qr.LevelQ, qr.LevelH}[random.IntN(4)]
		if got := readOne(t, onPaper.draw(t, string(text), level)); got != string(text) {
			t.Fatalf("level %d: wrote %q, read %q", level, string(text), got)
		}
	}
}

// TestDamageWithinTheLevel is the other property: a code whose modules were
// overpainted, less than its level promises to restore, is still read. A third
// of each promise is taken, since one spot can hit a block of several harder
// than the others.
func TestDamageWithinTheLevel(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	for level, share := range map[qr.Level]float64{qr.LevelL: 0.07, qr.LevelM: 0.15, qr.LevelQ: 0.25, qr.LevelH: 0.30} {
		for range 12 {
			text := posterLink + strings.Repeat("x", random.IntN(120))
			img := onPaper.draw(t, text, level)
			m, err := qr.Write(text, level, 0)
			if err != nil {
				t.Fatal(err)
			}
			overpaint(img, m.Size(), share/3, random)
			if got := readOne(t, img); got != text {
				t.Fatalf("level %d: wrote %q, read %q", level, text, got)
			}
		}
	}
}

// overpaint makes a spot on a drawing of onPaper, so large a share of the code,
// light or dark. It stays clear of the patterns that codes are found by.
func overpaint(img *image.Gray, modules int, share float64, random *rand.Rand) {
	side := int(math.Sqrt(share) * float64(modules))
	room := modules - 9 - side
	x, y := 9+random.IntN(max(room-8, 1)), 9+random.IntN(max(room-8, 1))
	origin := img.Rect.Dx()/2 - modules*int(onPaper.pixels)/2
	tone := color.Gray{Y: []byte{20, 235}[random.IntN(2)]}
	spot := image.Rect(0, 0, side*int(onPaper.pixels), side*int(onPaper.pixels)).
		Add(image.Pt(origin+x*int(onPaper.pixels), origin+y*int(onPaper.pixels)))
	draw.Draw(img, spot, image.NewUniform(tone), image.Point{}, draw.Src)
}

func TestReadKindsOfImages(t *testing.T) {
	gray := onPaper.draw(t, posterLink, qr.LevelM)
	b := gray.Bounds()
	planar := image.NewYCbCr(b, image.YCbCrSubsampleRatio420)
	copy(planar.Y, gray.Pix)
	clear := image.NewNRGBA(b) // dark modules on nothing at all
	premultiplied := image.NewRGBA(b)
	for y := range b.Dy() {
		for x := range b.Dx() {
			if gray.GrayAt(x, y).Y < 128 {
				clear.Set(x, y, color.Black)
				premultiplied.Set(x, y, color.Black)
			}
		}
	}
	palette := image.NewPaletted(b, color.Palette{color.White, color.Gray{Y: 40}})
	draw.Draw(palette, b, gray, b.Min, draw.Src)
	deep := image.NewGray16(b)
	draw.Draw(deep, b, gray, b.Min, draw.Src)
	for name, img := range map[string]image.Image{
		"gray": gray, "YCbCr": planar, "transparent": clear, "premultiplied": premultiplied,
		"palette": palette, "16 bits": deep, "part of another": part(gray),
	} {
		t.Run(name, func(t *testing.T) {
			if got := readOne(t, img); got != posterLink {
				t.Errorf("read %q", got)
			}
		})
	}
}

// part gives the same pixels as a window into a larger image.
func part(img *image.Gray) image.Image {
	large := image.NewGray(image.Rect(-100, -50, img.Rect.Dx()+30, img.Rect.Dy()+20))
	draw.Draw(large, img.Rect, img, image.Point{}, draw.Src)
	return large.SubImage(img.Rect)
}

func TestReadSeveral(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 900, 500))
	draw.Draw(page, page.Rect, image.White, image.Point{}, draw.Src)
	texts := []string{posterLink, "24910158641968060"}
	for i, text := range texts {
		code := onPaper.draw(t, text, qr.LevelM)
		draw.Draw(page, code.Rect.Add(image.Pt(30+450*i, 100)), code, image.Point{}, draw.Src)
	}
	codes, err := qr.Read(t.Context(), page, qr.Options{Max: 4})
	if err != nil || len(codes) != 2 {
		t.Fatalf("%v, %v", codes, err)
	}
	for _, code := range codes {
		left := code.Corners[0].X < 450
		if left != (code.Text == texts[0]) {
			t.Errorf("%q at %v", code.Text, code.Corners)
		}
	}
}

func TestCorners(t *testing.T) {
	m, err := qr.Write(posterLink, qr.LevelQ, 0)
	if err != nil {
		t.Fatal(err)
	}
	d := drawing{pixels: 6, dark: 20, light: 235}
	img := image.NewGray(image.Rect(10, 20, 810, 720))
	d.put(img, m, image.Pt(400, 300))
	codes, err := qr.Read(t.Context(), img, qr.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := m.Size() * 6 / 2
	want := [4]image.Point{{400 - r, 300 - r}, {400 + r, 300 - r}, {400 + r, 300 + r}, {400 - r, 300 + r}}
	for i, p := range codes[0].Corners {
		if off := p.Sub(want[i]); max(off.X, -off.X, off.Y, -off.Y) > 9 {
			t.Errorf("corner %d is %v, not %v", i, p, want[i])
		}
	}
}

func TestNothingToRead(t *testing.T) {
	noise := image.NewGray(image.Rect(0, 0, 640, 480))
	random := rand.New(rand.NewPCG(3, 4))
	for i := range noise.Pix {
		noise.Pix[i] = byte(random.Uint32())
	}
	for name, img := range map[string]image.Image{
		"nil":       nil,
		"empty":     image.NewGray(image.Rect(0, 0, 0, 40)),
		"one pixel": image.NewGray(image.Rect(0, 0, 1, 1)),
		"a thread":  image.NewGray(image.Rect(0, 0, 1, 5000)),
		"black":     image.NewGray(image.Rect(0, 0, 640, 480)),
		"noise":     noise,
		"finders":   finders(300, 300),
		"bricks": pattern(func(x, y int) bool {
			return y%24 > 2 && (x+y/24%2*30)%60 > 2
		}),
		"a bar code":    pattern(func(x, _ int) bool { return x*x/97%7 > 2 }),
		"a chessboard":  pattern(func(x, y int) bool { return (x/9+y/9)%2 == 0 }),
		"rings":         pattern(func(x, y int) bool { return ((x-300)*(x-300)+(y-200)*(y-200))/900%2 == 0 }),
		"a woven cloth": pattern(func(x, y int) bool { return (x/2+y/3)%5 > 1 && (x/3-y/2)%4 != 0 }),
		"lines of text": pattern(func(x, y int) bool { return y%14 > 8 || (x*7919/5+y*104729/3)%97 > 40 }),
	} {
		t.Run(name, func(t *testing.T) {
			if codes, err := qr.Read(t.Context(), img, qr.Options{Max: 3}); !errors.Is(err, qr.ErrNotFound) {
				t.Errorf("%v, %v", codes, err)
			}
		})
	}
}

// pattern is a picture that is light where f says so.
func pattern(f func(x, y int) bool) image.Image {
	img := image.NewGray(image.Rect(0, 0, 600, 400))
	for i := range img.Pix {
		img.Pix[i] = 30
		if f(i%img.Stride, i/img.Stride) {
			img.Pix[i] = 220
		}
	}
	return img
}

// finders is a picture of finder patterns only: a reader that combines every
// three of them does not come to an end.
func finders(columns, rows int) image.Image {
	img := image.NewGray(image.Rect(0, 0, 9*columns, 9*rows))
	for i := range img.Pix {
		x, y := i%img.Stride%9, i/img.Stride%9
		ring := max(x-4, 4-x, y-4, 4-y)
		if ring == 2 || ring == 4 {
			img.Pix[i] = 255
		}
	}
	return img
}

func TestReadHeedsTheClock(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := qr.Read(ctx, onPaper.draw(t, posterLink, qr.LevelM), qr.Options{})
	if !errors.Is(err, qr.ErrNotFound) || !errors.Is(err, context.Canceled) {
		t.Errorf("without time: %v", err)
	}
	start := time.Now()
	if _, err := qr.Read(t.Context(), finders(400, 300), qr.Options{Max: 9}); !errors.Is(err, qr.ErrNotFound) {
		t.Errorf("finder patterns only: %v", err)
	}
	// Without a bound it does not come to an end; on a slow, busy machine with the
	// race detector, half a minute is not yet too long.
	if took := time.Since(start); took > 5*time.Minute {
		t.Errorf("finder patterns only kept it busy for %v", took)
	}
}

// TestWriteIsSmall holds the modes that need less room than bytes.
func TestWriteIsSmall(t *testing.T) {
	for text, modules := range map[string]int{
		strings.Repeat("7", 60): 25, strings.Repeat("HTTPS://X", 5): 29, strings.Repeat("https://x", 5): 33,
	} {
		m, err := qr.Write(text, qr.LevelM, 0)
		if err != nil || m.Size() != modules {
			t.Errorf("%s takes %d modules a side, not %d (%v)", text, m.Size(), modules, err)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	for name, text := range map[string]string{"nothing": "", "a book": strings.Repeat("long ", 1000)} {
		if _, err := qr.Write(text, qr.LevelH, 4); !errors.Is(err, qr.ErrUnwritable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
