package pgtest

import (
	"io"
	"net"
	"sync/atomic"
	"testing"
)

// Front is an address that leads to a server, and later to another one, as a name
// or a virtual address does: connections that exist stay where they are.
type Front struct {
	Address string // host:port
	to      atomic.Pointer[Server]
}

// NewFront makes an address that leads to a server until the test ends.
func NewFront(t testing.TB, to *Server) *Front {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	f := &Front{Address: l.Addr().String()}
	f.LeadTo(to)
	go f.serve(l)
	return f
}

// LeadTo has new connections lead to another server.
func (f *Front) LeadTo(to *Server) { f.to.Store(to) }

func (f *Front) serve(l net.Listener) {
	for {
		from, err := l.Accept()
		if err != nil {
			return
		}
		go f.join(from)
	}
}

// join copies both ways until either side ends.
func (f *Front) join(from net.Conn) {
	defer func() { _ = from.Close() }()
	into, err := net.Dial("tcp", f.to.Load().Address())
	if err != nil {
		return
	}
	defer func() { _ = into.Close() }()
	go func() {
		_, _ = io.Copy(into, from)
		_ = into.Close()
	}()
	_, _ = io.Copy(from, into)
}
