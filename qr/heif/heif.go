// Package heif decodes HEIC pictures in a sandbox: libheif and libde265, which
// are C and meet bytes from strangers, run as WebAssembly. A picture takes no
// more memory than MaxMemory, gives it back when it is done, and its decoding
// ends with the context.
//
// The module, libheif.wasm.gz, is that of github.com/gen2brain/heic v0.4.5, which
// says how it is built; that package's own Go neither bounds nor ends the work.
// The licence of both libraries is the LGPL: README.md. Luminance is enough for
// package qr, so of a picture in colours no more is returned.
package heif

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed" // the module
	"errors"
	"fmt"
	"image"
	"io"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// MaxMemory is the most that a picture takes while it is decoded, in bytes.
const MaxMemory = 160 << 20

// ErrUnreadable is the failure of what is no HEIC picture, or needs more memory
// than there is.
var ErrUnreadable = errors.New("HEIC picture unreadable")

//go:embed libheif.wasm.gz
var packed []byte

// compiled is the module, made ready for this machine once.
type compiled struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

var compile = sync.OnceValues(func() (compiled, error) {
	ctx := context.Background()
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return compiled{}, err
	}
	code, err := io.ReadAll(unpacked)
	if err != nil {
		return compiled{}, err
	}
	const page = 64 << 10
	c := compiled{runtime: wazero.NewRuntimeWithConfig(ctx,
		wazero.NewRuntimeConfig().WithMemoryLimitPages(MaxMemory/page).WithCloseOnContextDone(true))}
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, c.runtime); err != nil {
		return compiled{}, err
	}
	c.module, err = c.runtime.CompileModule(ctx, code)
	return c, err
})

// picture is one that is being decoded, in a sandbox of its own.
type picture struct {
	ctx    context.Context
	module api.Module
	data   uint64 // address of its bytes
	length uint64
	found  uint64 // address of what is found out about it
	facts
}

// facts are what the sandbox says of a picture.
type facts struct{ width, height, colorspace, chroma, premultiplied uint32 }

// The colorspaces of libheif.
const (
	yCbCr      = 0
	rgb        = 1
	monochrome = 2
)

// Config returns the size of a picture. It fails with ErrUnreadable or the
// context's error.
func Config(ctx context.Context, data []byte) (image.Config, error) {
	var c image.Config
	err := with(ctx, data, func(p *picture) error {
		c.Width, c.Height = int(p.width), int(p.height)
		return nil
	})
	return c, err
}

// Decode returns the luminance of a picture, or the whole of one that is not kept
// as luminance and colours. It fails with ErrUnreadable or the context's error.
func Decode(ctx context.Context, data []byte) (img image.Image, err error) {
	err = with(ctx, data, func(p *picture) (err error) {
		img, err = p.decode()
		return err
	})
	return img, err
}

// with opens a picture in a sandbox, and closes it when use is done.
func with(ctx context.Context, data []byte, use func(*picture) error) (err error) {
	defer func() {
		if err != nil && ctx.Err() != nil {
			err = ctx.Err()
		} else if err != nil {
			err = fmt.Errorf("%w: %w", ErrUnreadable, err)
		}
	}()
	c, err := compile()
	if err != nil {
		return err
	}
	module, err := c.runtime.InstantiateModule(experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(allocate)),
		c.module, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, module.Close(context.WithoutCancel(ctx))) }()
	p := &picture{ctx: ctx, module: module, length: uint64(len(data))}
	if p.data, err = p.allocate(p.length); err != nil {
		return err
	}
	if !module.Memory().Write(uint32(p.data), data) {
		return ErrUnreadable
	}
	if p.found, err = p.allocate(20); err != nil {
		return err
	}
	if err := p.call(1, 0); err != nil {
		return err
	}
	for i, fact := range []*uint32{&p.width, &p.height, &p.colorspace, &p.chroma, &p.premultiplied} {
		*fact, _ = module.Memory().ReadUint32Le(uint32(p.found) + 4*uint32(i)) // it lies in what was allocated
	}
	if p.width == 0 || p.height == 0 || p.width > maxSide || p.height > maxSide {
		return ErrUnreadable
	}
	return use(p)
}

// maxSide is the longest side of a picture: no format of ours has more pixels.
const maxSide = 1 << 16

// allocate returns the address of that many bytes in the sandbox.
func (p *picture) allocate(bytes uint64) (uint64, error) {
	if bytes >= MaxMemory {
		return 0, ErrUnreadable
	}
	address, err := p.module.ExportedFunction("malloc").Call(p.ctx, bytes)
	if err != nil {
		return 0, err
	}
	if address[0] == 0 {
		return 0, ErrUnreadable
	}
	return address[0], nil
}

// call calls the sandbox's decode, for the facts only or for the pixels too.
func (p *picture) call(factsOnly, out uint64) error {
	f := p.found
	done, err := p.module.ExportedFunction("decode").Call(p.ctx, p.data, p.length, factsOnly, f, f+4, f+8, f+12, f+16, out)
	if err != nil {
		return err
	}
	if done[0] == 0 {
		return ErrUnreadable
	}
	return nil
}

// decode has the pixels written into the sandbox, and copies those that are
// needed out of it. Rows begin at multiples of sixteen bytes.
func (p *picture) decode() (image.Image, error) {
	whole := image.Rect(0, 0, int(p.width), int(p.height))
	plane := func(width int) (stride, size int) {
		stride = (width + 15) &^ 15
		return stride, stride * whole.Dy()
	}
	stride, size := plane(whole.Dx())
	all := size
	switch p.colorspace {
	case yCbCr:
		all = 3 * size // as much as colours take at most
	case rgb:
		stride, size = plane(4 * whole.Dx())
		all = size
	case monochrome:
	default:
		return nil, ErrUnreadable
	}
	out, err := p.allocate(uint64(all))
	if err != nil {
		return nil, err
	}
	if err := p.call(0, out); err != nil {
		return nil, err
	}
	view, ok := p.module.Memory().Read(uint32(out), uint32(size))
	if !ok {
		return nil, ErrUnreadable
	}
	pixels := bytes.Clone(view)
	switch {
	case p.colorspace != rgb:
		return &image.Gray{Pix: pixels, Stride: stride, Rect: whole}, nil
	case p.premultiplied == 1:
		return &image.RGBA{Pix: pixels, Stride: stride, Rect: whole}, nil
	}
	return &image.NRGBA{Pix: pixels, Stride: stride, Rect: whole}, nil
}
