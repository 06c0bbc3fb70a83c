package main

import (
	"bufio"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"image"
	"io"
	"os"
	"os/exec"
	"time"
)

//go:embed phone.mjs
var script []byte

// phone reads pictures with the decoder that phones get, in a Node of its own.
type phone struct {
	to   io.WriteCloser
	from *bufio.Reader
	node *exec.Cmd
}

// newPhone starts it with the package zxing-wasm in a folder.
func newPhone(folder string) (*phone, error) {
	file, err := os.CreateTemp("", "phone-*.mjs")
	if err != nil {
		return nil, err
	}
	if _, err := file.Write(script); err != nil {
		return nil, err
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	p := &phone{node: exec.Command("node", file.Name(), folder)}
	p.node.Stderr = os.Stderr
	if p.to, err = p.node.StdinPipe(); err != nil {
		return nil, err
	}
	from, err := p.node.StdoutPipe()
	p.from = bufio.NewReader(from)
	if err != nil {
		return nil, err
	}
	return p, p.node.Start()
}

// read gives the texts in a picture and the time of the processor it took.
func (p *phone) read(img image.Image) ([]string, time.Duration, error) {
	b := img.Bounds()
	gray := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			gray.Set(x, y, img.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	head := binary.LittleEndian.AppendUint32(nil, uint32(b.Dx())) //nolint:gosec // a picture's width
	head = binary.LittleEndian.AppendUint32(head, uint32(b.Dy())) //nolint:gosec // a picture's height
	if _, err := p.to.Write(append(head, gray.Pix...)); err != nil {
		return nil, 0, err
	}
	line, err := p.from.ReadBytes('\n')
	if err != nil {
		return nil, 0, err
	}
	var answer struct {
		Texts        []string
		Microseconds int64
	}
	err = json.Unmarshal(line, &answer)
	return answer.Texts, time.Duration(answer.Microseconds) * time.Microsecond, err
}

func (p *phone) close() error {
	if err := p.to.Close(); err != nil {
		return err
	}
	return p.node.Wait()
}
