package crashtest_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

// disk is a folder of files on a disk that can lose its power: of each file it
// keeps what is written, and what of it is safe because somebody waited for a
// sync. Names are safe only when the folder was synced.
type disk struct {
	mu    sync.Mutex
	dark  bool // the power is gone
	live  map[string]*file
	safe  map[string]*file // the names that survive
	syncs int
}

// file is what the names stand for.
type file struct {
	live, safe []byte
	dirty      []span // written, not synced, in order
}

// span is a piece of a file.
type span struct{ from, to int }

func newDisk() *disk { return &disk{live: map[string]*file{}, safe: map[string]*file{}} }

// guarded runs f unless the power is gone.
func (d *disk) guarded(f func() syscall.Errno) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.dark {
		return syscall.EIO
	}
	return f()
}

// write writes into the file, and makes it longer if need be.
func (f *file) write(data []byte, at int) {
	f.resize(max(len(f.live), at+len(data)))
	copy(f.live[at:], data)
	f.dirty = append(f.dirty, span{at, at + len(data)})
}

// resize cuts the file or fills it with zeros.
func (f *file) resize(size int) {
	before := len(f.live)
	switch {
	case size < before:
		f.live = f.live[:size:size]
	case size > before:
		f.live = append(f.live, make([]byte, size-before)...)
	default:
		return
	}
	f.dirty = append(f.dirty, span{min(size, before), max(size, before)})
}

// sync makes what is written safe.
func (f *file) sync() {
	f.keep(f.dirty)
	f.dirty = nil
}

// keep makes pieces of what is written safe.
func (f *file) keep(pieces []span) {
	if len(pieces) == 0 {
		return
	}
	size := len(f.live)
	if len(f.safe) > size {
		f.safe = f.safe[:size]
	}
	f.safe = append(f.safe, make([]byte, size-len(f.safe))...)
	for _, s := range pieces {
		if to := min(s.to, size); s.from < to {
			copy(f.safe[s.from:to], f.live[s.from:to])
		}
	}
}

// cut takes the power away. Every write that nobody synced is lost; or, if
// some is true, any part of them happens to have reached the disk, in any
// order and torn at any sector, as on real ones.
func (d *disk) cut(some bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dark = true
	if !some {
		return
	}
	for _, f := range d.live {
		var lucky []span
		for _, s := range f.dirty {
			for from := s.from; from < s.to; from += sector {
				if rand.IntN(2) == 0 {
					lucky = append(lucky, span{from, min(from+sector, s.to)})
				}
			}
		}
		f.keep(lucky)
	}
}

// sector is what a disk writes as a whole.
const sector = 512

// again returns the disk as it is when the power is back.
func (d *disk) again() *disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	fresh := newDisk()
	for name, f := range d.safe {
		fresh.live[name] = &file{live: bytes.Clone(f.safe), safe: bytes.Clone(f.safe)}
	}
	fresh.safe = maps.Clone(fresh.live)
	return fresh
}

// copyTo writes what would survive into a real folder, for a closer look.
func (d *disk) copyTo(folder string) error {
	for name, f := range d.again().live {
		if err := os.WriteFile(filepath.Join(folder, name), f.live, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// lost returns how many written bytes would not survive.
func (d *disk) lost() (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range d.live {
		for _, s := range f.dirty {
			n += s.to - s.from
		}
	}
	return n
}
