package main

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	mrand "math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// target is a request, written beforehand, and the answer that counts.
type target struct {
	wire   []byte
	id     string // of the presence, where it is about one
	status int
	mark   []byte // must be in the answer so many times, if not nil
	times  int
}

// language writes requests for one interface.
type language interface {
	// one registers a presence of somebody new.
	one() target
	// many registers n presences in one request.
	many(n int) target
	// view reads one presence.
	view(id string) target
}

// some returns n targets.
func some(n int, next func() target) []target {
	all := make([]target, n)
	for i := range all {
		all[i] = next()
	}
	return all
}

// wire writes a request.
func wire(method, path, body string, headers ...string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: localhost\r\n", method, path)
	for _, h := range headers {
		b.WriteString(h + "\r\n")
	}
	if body != "" {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n" + body)
	return []byte(b.String())
}

// ours speaks the contract of ciaw as a phone does.
type ours struct{ poster, secret string }

func newOurs(poster string) ours {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	return ours{poster, base64.RawURLEncoding.EncodeToString(secret)}
}

func (o ours) fields() string {
	return fmt.Sprintf(`"worker":{"limosa":%q},"poster":%q,"capturedAt":%q,"secret":%q`,
		anyLimosa(), o.poster, time.Now().UTC().Format(time.RFC3339), o.secret)
}

func (o ours) one() target {
	id := newID()
	return target{wire: wire("PUT", "/api/v1/presences/"+id, "{"+o.fields()+"}"), id: id, status: 201}
}

func (o ours) many(n int) target {
	items := make([]string, n)
	for i := range items {
		items[i] = fmt.Sprintf(`{"id":%q,%s}`, newID(), o.fields())
	}
	return target{
		wire:   wire("POST", "/api/v1/presences", `{"items":[`+strings.Join(items, ",")+"]}"),
		status: 200, mark: []byte(`"added":true`), times: n,
	}
}

func (o ours) view(id string) target {
	return target{wire: wire("GET", "/api/v1/presences/"+id, "", "Presence-Secret: "+o.secret), id: id, status: 200}
}

// newID returns a UUIDv7 as a device makes it.
func newID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	binary.BigEndian.PutUint64(b, uint64(time.Now().UnixMilli())<<16|0x7000|uint64(b[6])<<8&0xf00|uint64(b[7]))
	b[8] = b[8]&0x3f | 0x80
	return base64.RawURLEncoding.EncodeToString(b)
}

// anyLimosa returns a random number with fitting check digits.
func anyLimosa() string {
	n := 24_910_000_000_000_000 + mrand.Int64N(9_000_000_000_000)
	return fmt.Sprint(n - n%97 + 1)
}

// theirs speaks to PocketBase. Its ids grow with time as ours do, which spares
// its indexes as it spares ours.
type theirs struct{}

// theirRecords is where a collection's records are.
const theirRecords = "/api/collections/presences/records"

func (theirs) record() (id, body string) {
	id = strconv.FormatInt(time.Now().UnixMilli(), 36)
	for len(id) < 15 {
		id += string("0123456789abcdefghijklmnopqrstuvwxyz"[mrand.IntN(36)])
	}
	now := time.Now().UTC()
	return id, fmt.Sprintf(`{"id":%q,"limosa":%q,"workplace":"workplace000001","day":%q,"captured_at":%q}`,
		id, anyLimosa(), now.Format(time.DateOnly), now.Format("2006-01-02 15:04:05.000Z"))
}

func (t theirs) one() target {
	id, body := t.record()
	return target{wire: wire("POST", theirRecords, body), id: id, status: 200}
}

func (t theirs) many(n int) target {
	items := make([]string, n)
	for i := range items {
		_, body := t.record()
		items[i] = fmt.Sprintf(`{"method":"POST","url":%q,"body":%s}`, theirRecords, body)
	}
	return target{
		wire:   wire("POST", "/api/batch", `{"requests":[`+strings.Join(items, ",")+"]}"),
		status: 200, mark: []byte(`"status":200`), times: n,
	}
}

func (theirs) view(id string) target {
	return target{wire: wire("GET", theirRecords+"/"+id, ""), id: id, status: 200}
}

// nothing asks for the empty endpoint, whatever is wanted.
type nothing struct{}

func (nothing) one() target          { return target{wire: wire("GET", "/healthz", ""), status: 204} }
func (n nothing) many(int) target    { return n.one() }
func (n nothing) view(string) target { return n.one() }
