package scan_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"testing"

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

func TestDecoderReadsPhotos(t *testing.T) {
	s := scan.Decoder{}
	for text, kind := range map[string]scan.Kind{
		"24910158641968060": scan.LimosaL1, "hello": scan.Unknown,
		"https://limosa.example/l1?nr=24990000000000152&naam=Ana": scan.LimosaL1,
	} {
		codes, err := s.Read(t.Context(), photo(t, text))
		if err != nil || len(codes) != 1 || codes[0].Kind != kind || codes[0].Text != text {
			t.Errorf("%s: %+v, %v", text, codes, err)
		}
	}
}

// TestATextInSeveralCodesIsReadWhole: testdata/parts.png holds the three codes of a
// Limosa L1's text, part.png the first of them, whose name is cut.
func TestATextInSeveralCodesIsReadWhole(t *testing.T) {
	read := func(name string) ([]scan.Code, error) {
		picture, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return scan.Decoder{}.Read(t.Context(), picture)
	}
	codes, err := read("parts.png")
	if err != nil || len(codes) != 1 || codes[0].Limosa.Name != "Ștefan Exemplu" || codes[0].Limosa.Employer != "Bâtiment Ștefan" {
		t.Errorf("all parts: %+v, %v", codes, err)
	}
	if codes, err := read("part.png"); !errors.Is(err, scan.ErrPart) || codes != nil {
		t.Errorf("a part alone: %+v, %v", codes, err)
	}
}

func TestDecoderRefusals(t *testing.T) {
	blank := new(bytes.Buffer)
	if err := jpeg.Encode(blank, image.NewGray(image.Rect(0, 0, 300, 300)), nil); err != nil {
		t.Fatal(err)
	}
	s := scan.Decoder{}
	for name, c := range map[string]struct {
		picture []byte
		want    error
	}{
		"a picture without a code": {blank.Bytes(), scan.ErrNotFound},
		"half a picture":           {blank.Bytes()[:blank.Len()-20], scan.ErrNotFound}, // as browsers show it
		"the head of a picture":    {blank.Bytes()[:100], scan.ErrUnreadable},
		"no picture":               {[]byte("hello"), scan.ErrUnsupported},
		"nothing":                  {nil, scan.ErrUnsupported},
		"too many bytes":           {append(blank.Bytes(), make([]byte, scan.Limits.Bytes)...), scan.ErrTooLarge},
	} {
		if codes, err := s.Read(t.Context(), c.picture); !errors.Is(err, c.want) || codes != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := s.Read(gone, photo(t, posterLink)); !errors.Is(err, context.Canceled) {
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
	s := scan.Decoder{}
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
		_, err := s.Read(t.Context(), painted(t, c.tone))
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, scan.ErrNotFound) || f.Advice != c.want {
			t.Errorf("%s: %v with advice %+v, want %q", name, err, f, c.want)
		}
	}
}
