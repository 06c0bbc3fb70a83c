package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	mrand "math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// target is a request, written beforehand, and the answer that counts.
type target struct {
	wire   []byte
	ids    []int // where in wire the ids are that a device would make now
	status int
	mark   []byte // must be in the answer so many times, if not nil
	times  int
}

// stamp makes the ids those of that moment, as devices make them when they
// send: ids made all at once would come to the indexes in no order. The first
// characters of an id say when it was made.
func (t target) stamp(now string) {
	for _, at := range t.ids {
		copy(t.wire[at:], now)
	}
}

// language writes requests for one interface.
type language interface {
	// one registers a presence of somebody new, at any workplace.
	one() target
	// other does so at a workplace where only few are.
	other() target
	// many registers n presences in one request: crews, each at any workplace.
	many(n int) target
	// view reads the presence that one has registered.
	view(of target) target
	// search finds who is at the workplace of few today, latest first, n of
	// them in an answer.
	search(n int) target
	// now is the beginning of an id that is made at that moment.
	now(time.Time) string
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

// found returns where each of the ids is in what was written.
func found(wire []byte, ids ...string) (places []int) {
	for _, one := range ids {
		places = append(places, bytes.Index(wire, []byte(one)))
	}
	return places
}

// ours speaks the contract of ciaw as a phone does, and as a site manager.
type ours struct {
	posters []string // of the workplaces where most register
	secret  string
	small   place  // a workplace where only few are
	token   string // of its manager
}

// place is a workplace and a poster of it.
type place struct{ poster, workplace string }

func newOurs(posters []string, small place) *ours {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	return &ours{posters: posters, small: small, secret: base64.RawURLEncoding.EncodeToString(secret)}
}

func (o *ours) fields(poster string) string {
	return fmt.Sprintf(`"worker":{"limosa":%q},"poster":%q,"capturedAt":%q,"secret":%q`,
		anyLimosa(), poster, time.Now().UTC().Format(time.RFC3339), o.secret)
}

func (o *ours) at(poster string) target {
	id := newID()
	w := wire("PUT", "/api/v1/presences/"+id, "{"+o.fields(poster)+"}")
	return target{wire: w, ids: found(w, id), status: 201}
}

func (o *ours) one() target { return o.at(o.posters[mrand.IntN(len(o.posters))]) }

func (o *ours) other() target { return o.at(o.small.poster) }

func (o *ours) many(n int) target {
	items, ids := make([]string, n), make([]string, n)
	var poster string
	for i := range items {
		if i%crew == 0 {
			poster = o.posters[mrand.IntN(len(o.posters))]
		}
		ids[i] = newID()
		items[i] = fmt.Sprintf(`{"id":%q,%s}`, ids[i], o.fields(poster))
	}
	w := wire("POST", "/api/v1/presences", `{"items":[`+strings.Join(items, ",")+"]}")
	return target{wire: w, ids: found(w, ids...), status: 200, mark: []byte(`"added":true`), times: n}
}

func (o *ours) view(of target) target {
	id := string(of.wire[of.ids[0] : of.ids[0]+22])
	return target{wire: wire("GET", "/api/v1/presences/"+id, "", "Presence-Secret: "+o.secret), status: 200}
}

func (o *ours) search(n int) target {
	path := fmt.Sprintf("/api/v1/presences?workplace=%s&limit=%d", o.small.workplace, n)
	return target{wire: wire("GET", path, "", "Authorization: Bearer "+o.token), status: 200, mark: []byte(`"receiptNumber"`), times: n}
}

func (*ours) now(t time.Time) string {
	ms := binary.BigEndian.AppendUint64(nil, uint64(t.UnixMilli()))
	return base64.RawURLEncoding.EncodeToString(ms[2:])
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

// theirRecords is the path of a collection's records.
const theirRecords = "/api/collections/presences/records"

// theirIDLength is how long ids are there.
const theirIDLength = 15

// theirWorkplace returns the id of a workplace there: 0 is the one where only
// few are.
func theirWorkplace(n int) string { return fmt.Sprintf("workplace%06d", n) }

// anyWorkplace returns the id of one where most register.
func anyWorkplace() string { return theirWorkplace(1 + mrand.IntN(workplaces)) }

func (theirs) record(workplace string) (id, body string) {
	now := time.Now().UTC()
	id = theirs{}.now(now)
	for len(id) < theirIDLength {
		id += string("0123456789abcdefghijklmnopqrstuvwxyz"[mrand.IntN(36)])
	}
	return id, fmt.Sprintf(`{"id":%q,"limosa":%q,"workplace":%q,"day":%q,"captured_at":%q}`,
		id, anyLimosa(), workplace, now.Format(time.DateOnly), now.Format("2006-01-02 15:04:05.000Z"))
}

func (t theirs) at(workplace string) target {
	id, body := t.record(workplace)
	w := wire("POST", theirRecords, body)
	return target{wire: w, ids: found(w, id), status: 200}
}

func (t theirs) one() target { return t.at(anyWorkplace()) }

func (t theirs) other() target { return t.at(theirWorkplace(0)) }

func (t theirs) many(n int) target {
	items, ids := make([]string, n), make([]string, n)
	var workplace string
	for i := range items {
		if i%crew == 0 {
			workplace = anyWorkplace()
		}
		var body string
		ids[i], body = t.record(workplace)
		items[i] = fmt.Sprintf(`{"method":"POST","url":%q,"body":%s}`, theirRecords, body)
	}
	w := wire("POST", "/api/batch", `{"requests":[`+strings.Join(items, ",")+"]}")
	return target{wire: w, ids: found(w, ids...), status: 200, mark: []byte(`"status":200`), times: n}
}

func (theirs) view(of target) target {
	id := string(of.wire[of.ids[0] : of.ids[0]+theirIDLength])
	return target{wire: wire("GET", theirRecords+"/"+id, ""), status: 200}
}

// search does without the total, which we do not count either.
func (theirs) search(n int) target {
	filter := fmt.Sprintf("workplace='%s' && day='%s'", theirWorkplace(0), time.Now().UTC().Format(time.DateOnly))
	path := fmt.Sprintf("%s?filter=%s&sort=-id&perPage=%d&skipTotal=1", theirRecords, url.QueryEscape(filter), n)
	return target{wire: wire("GET", path, ""), status: 200, mark: []byte(`"collectionId"`), times: n}
}

// now is the milliseconds in base 36: as many characters until the year 2059.
func (theirs) now(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 36) }

// nothing asks for the empty endpoint, whatever is wanted.
type nothing struct{}

func (nothing) one() target          { return target{wire: wire("GET", "/healthz", ""), status: 204} }
func (n nothing) other() target      { return n.one() }
func (n nothing) many(int) target    { return n.one() }
func (n nothing) view(target) target { return n.one() }
func (n nothing) search(int) target  { return n.one() }
func (nothing) now(time.Time) string { return "" }
