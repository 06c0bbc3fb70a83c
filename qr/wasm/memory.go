package wasm

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// memory is that of a sandbox. All of it is set aside at once and given back when
// the picture is done; the system provides it page by page as it is used. On
// Go's heap it would be copied whenever it grows, and stay for a while.
type memory []byte

func allocate(_, most uint64) experimental.LinearMemory {
	m, err := syscall.Mmap(-1, 0, int(min(most, MaxMemory)), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return memory(nil)
	}
	return memory(m)
}

// Reallocate returns the memory in another length, or nothing beyond the bound.
func (m memory) Reallocate(size uint64) []byte {
	if size > uint64(len(m)) {
		return nil
	}
	return m[:size]
}

// Free gives the memory back.
func (m memory) Free() {
	if m != nil {
		_ = syscall.Munmap(m) // it is ours: cannot fail
	}
}
