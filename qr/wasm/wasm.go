// Package wasm runs decoders of pictures that are written in C and meet bytes
// from strangers, compiled to WebAssembly. A picture takes no more memory than
// MaxMemory, gives it back when it is done, and its decoding ends with the
// context. Packages heif, jpegli and avif each bring a decoder.
//
// It knows nothing of formats: what a decoder is asked, and where its pixels
// are, is for those packages.
package wasm

import (
	"bytes"
	"compress/gzip"
	"context"
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

// MaxSide is the longest side of a picture: no format of ours has more pixels.
const MaxSide = 1 << 16

// ErrUnreadable is the failure of what is no picture of the decoder's format, or
// needs more memory than there is.
var ErrUnreadable = errors.New("picture unreadable")

// Decoder is a module with the functions malloc and decode. It is made ready for
// this machine once, when it is first used.
type Decoder struct {
	compile func() (compiled, error)
}

// compiled is a module, made ready for this machine.
type compiled struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

// New returns the decoder of a gzipped module.
func New(packed []byte) *Decoder {
	return &Decoder{sync.OnceValues(func() (compiled, error) {
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
	})}
}

// Picture is one that is being decoded, in a sandbox of its own.
type Picture struct {
	ctx     context.Context
	module  api.Module
	Address uint64 // of its bytes, in the sandbox
	Length  uint64 // and how many there are
}

// With puts the bytes of a picture into a sandbox that lasts until use is done.
// It fails with ErrUnreadable or the context's error.
func (d *Decoder) With(ctx context.Context, data []byte, use func(*Picture) error) (err error) {
	defer func() {
		if err != nil && ctx.Err() != nil {
			err = ctx.Err()
		} else if err != nil {
			err = fmt.Errorf("%w: %w", ErrUnreadable, err)
		}
	}()
	c, err := d.compile()
	if err != nil {
		return err
	}
	module, err := c.runtime.InstantiateModule(experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(allocate)),
		c.module, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, module.Close(context.WithoutCancel(ctx))) }()
	p := &Picture{ctx: ctx, module: module, Length: uint64(len(data))}
	if p.Address, err = p.Allocate(p.Length); err != nil {
		return err
	}
	if !module.Memory().Write(uint32(p.Address), data) {
		return ErrUnreadable
	}
	return use(p)
}

// Allocate returns the address of that many bytes in the sandbox.
func (p *Picture) Allocate(bytes uint64) (uint64, error) {
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

// Decode calls the decoder with what it asks for behind the picture's address
// and length.
func (p *Picture) Decode(params ...uint64) error {
	done, err := p.module.ExportedFunction("decode").Call(p.ctx, append([]uint64{p.Address, p.Length}, params...)...)
	if err != nil {
		return err
	}
	if done[0] == 0 {
		return ErrUnreadable
	}
	return nil
}

// Facts reads as many numbers as there are from an address: what a decoder said
// of a picture.
func (p *Picture) Facts(address uint64, facts ...*uint32) {
	for i, fact := range facts {
		*fact, _ = p.module.Memory().ReadUint32Le(uint32(address) + 4*uint32(i)) // it lies in what was allocated
	}
}

// Pixels copies that many bytes from an address.
func (p *Picture) Pixels(address uint64, size int) ([]byte, error) {
	view, ok := p.module.Memory().Read(uint32(address), uint32(size))
	if !ok {
		return nil, ErrUnreadable
	}
	return bytes.Clone(view), nil
}

// Config returns a size that a decoder told, if it is one.
func Config(width, height uint32) (image.Config, error) {
	if width == 0 || height == 0 || width > MaxSide || height > MaxSide {
		return image.Config{}, ErrUnreadable
	}
	return image.Config{Width: int(width), Height: int(height)}, nil
}
