package qr_test

import (
	"encoding/hex"
	"encoding/json"
	"image"
	"os"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/common/reedsolomon"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"

	"ciaw/qr"
)

// written draws a code of version 10 and level L whose data are those bits: what
// no writer of ours writes.
func written(t *testing.T, bits *gozxing.BitArray) *image.Gray {
	t.Helper()
	version, err := decoder.Version_GetVersionForNumber(10)
	if err != nil {
		t.Fatal(err)
	}
	blocks := version.GetECBlocksForLevel(decoder.ErrorCorrectionLevel_L)
	total, checks := version.GetTotalCodewords(), blocks.GetECCodewordsPerBlock() // of a block
	count := blocks.GetNumBlocks()
	_ = bits.AppendBits(0, 4)
	data := make([]byte, total-checks*count)
	for i := range bits.GetSize() {
		if bits.Get(i) {
			data[i/8] |= 0x80 >> (i % 8)
		}
	}
	all := interleaved(t, data, count, checks)
	final := gozxing.NewEmptyBitArray()
	for _, b := range all {
		_ = final.AppendBits(int(b), 8)
	}
	matrix := encoder.NewByteMatrix(57, 57)
	if err := encoder.MatrixUtil_buildMatrix(final, decoder.ErrorCorrectionLevel_L, version, 3, matrix); err != nil {
		t.Fatal(err)
	}
	const module, quiet = 4, 4
	img := image.NewGray(image.Rect(0, 0, module*(57+2*quiet), module*(57+2*quiet)))
	for i := range img.Pix {
		x, y := i%img.Stride/module-quiet, i/img.Stride/module-quiet
		if img.Pix[i] = 235; x >= 0 && y >= 0 && x < 57 && y < 57 && matrix.Get(x, y) == 1 {
			img.Pix[i] = 20
		}
	}
	return img
}

// interleaved adds check codewords to the blocks of data, the longer ones last,
// and lays all blocks over each other as a code holds them.
func interleaved(t *testing.T, data []byte, blocks, checks int) (all []byte) {
	t.Helper()
	var parts [][]int
	for n, at := 0, 0; n < blocks; n++ {
		length := len(data) / blocks
		if n >= blocks-len(data)%blocks {
			length++
		}
		block := make([]int, length+checks)
		for i := range length {
			block[i] = int(data[at+i])
		}
		at += length
		if err := reedsolomon.NewReedSolomonEncoder(reedsolomon.GenericGF_QR_CODE_FIELD_256).Encode(block, checks); err != nil {
			t.Fatal(err)
		}
		parts = append(parts, block)
	}
	for i := range len(data)/blocks + 1 {
		for _, block := range parts {
			if i < len(block)-checks {
				all = append(all, byte(block[i]))
			}
		}
	}
	for i := range checks {
		for _, block := range parts {
			all = append(all, byte(block[len(block)-checks+i]))
		}
	}
	return all
}

// asBytes adds a segment of bytes whose characters are not named.
func asBytes(bits *gozxing.BitArray, raw []byte) {
	_ = bits.AppendBits(4, 4) // byte mode
	_ = bits.AppendBits(len(raw), 16)
	for _, b := range raw {
		_ = bits.AppendBits(int(b), 8)
	}
}

// partOf begins a code that is one of several.
func partOf(index, of int, parity byte) *gozxing.BitArray {
	bits := gozxing.NewEmptyBitArray()
	_ = bits.AppendBits(3, 4)
	_ = bits.AppendBits(index, 4)
	_ = bits.AppendBits(of-1, 4)
	_ = bits.AppendBits(int(parity), 8)
	return bits
}

// TestBytesWhoseCharactersAreNotNamed: the app reads the same rows
// (pwa/src/camera/bytes.test.ts).
func TestBytesWhoseCharactersAreNotNamed(t *testing.T) {
	data, err := os.ReadFile("testdata/bytes.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct{ Name, Hex, Text string }
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		t.Run(row.Name, func(t *testing.T) {
			raw, err := hex.DecodeString(row.Hex)
			if err != nil {
				t.Fatal(err)
			}
			bits := gozxing.NewEmptyBitArray()
			asBytes(bits, raw)
			if got := readOne(t, written(t, bits)); got != row.Text {
				t.Errorf("read %q, want %q", got, row.Text)
			}
		})
	}
}

// sideBySide puts pictures of one size beside each other.
func sideBySide(pictures ...*image.Gray) *image.Gray {
	side := pictures[0].Rect.Dx()
	all := image.NewGray(image.Rect(0, 0, side*len(pictures), side))
	for n, one := range pictures {
		for y := range side {
			copy(all.Pix[y*all.Stride+n*side:], one.Pix[y*one.Stride:(y+1)*one.Stride])
		}
	}
	return all
}

// TestATextInSeveralCodesIsJoined, in their order, and a character that begins in
// one may end in the next; a part alone is never the whole.
func TestATextInSeveralCodesIsJoined(t *testing.T) {
	whole := []byte("https://limosa.example/l1?nr=24990000000000152&naam=Ștefan Exemplu&werkgever=Bâtiment Ștefan")
	cuts := []int{0, 53, 70, len(whole)} // inside Ș
	var parity byte
	for _, b := range whole {
		parity ^= b
	}
	pictures := make([]*image.Gray, 3)
	for n := range pictures {
		bits := partOf(n, len(pictures), parity)
		asBytes(bits, whole[cuts[n]:cuts[n+1]])
		pictures[n] = written(t, bits)
	}
	for name, picture := range map[string]*image.Gray{
		"in order":         sideBySide(pictures...),
		"in another order": sideBySide(pictures[2], pictures[0], pictures[1]),
		"one twice":        sideBySide(pictures[0], pictures[2], pictures[1], pictures[0]),
	} {
		codes, err := qr.Read(t.Context(), picture, qr.Options{})
		if err != nil || len(codes) != 1 || codes[0].Text != string(whole) || codes[0].Part.Of != 0 {
			t.Errorf("%s: %+v, %v", name, codes, err)
		}
	}
	for name, picture := range map[string]*image.Gray{"the first alone": pictures[0], "one is missing": sideBySide(pictures[0], pictures[2])} {
		codes, err := qr.Read(t.Context(), picture, qr.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, code := range codes {
			if code.Part.Of != 3 || code.Part.Parity != parity {
				t.Errorf("%s: %+v is taken for a whole", name, code)
			}
		}
	}
	only := partOf(0, 1, 0)
	asBytes(only, []byte(posterLink))
	if codes, err := qr.Read(t.Context(), written(t, only), qr.Options{}); err != nil || codes[0].Text != posterLink || codes[0].Part.Of != 0 {
		t.Errorf("one of one: %+v, %v", codes, err)
	}
}
