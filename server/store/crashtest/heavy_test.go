package crashtest_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/demo"
	"ciaw/server/table/tabletest"
)

// Bounds of what a crowd of heavy work may do to everybody else.
const (
	atOnce     = 40               // of each kind
	mostMemory = 512 << 10        // KiB
	quick      = 20 * time.Second // to be told that all places are taken, on a machine of two processors that does all at once
)

// heavyKind is a request that costs much, and what it may be answered besides
// busy.
type heavyKind struct {
	name, method, path, media string
	body                      []byte
	open                      bool // no account is needed
	crew                      bool // the body names as many presences as may be
	want                      []int
}

// heavyKinds are the worst that is known of each kind.
func heavyKinds(t *testing.T) []heavyKind {
	t.Helper()
	day := checkin.DayOf(time.Now()).String()
	large, err := os.ReadFile("../../../qr/testdata/formats/large.heic")
	if err != nil {
		t.Fatal(err)
	}
	place := demo.Workplaces(checkin.DayOf(time.Now()))[0].Workplace.Number.String()
	export := "/api/v1/presences/export?from=" + day + "&to=" + day + "&format="
	const scans = "/api/v1/scans"
	return []heavyKind{
		{name: "a workbook of sixty megabytes", method: "POST", path: "/api/v1/workplaces/import", media: "application/octet-stream", body: swollen(t), want: []int{413}},
		{name: "a table of two thousand rows", method: "POST", path: "/api/v1/workplaces/import", media: "text/csv", body: wrongTable(), want: []int{200}},
		{name: "200 posters, A3, four languages", method: "GET", path: "/api/v1/workplaces/" + place + "/poster.pdf?format=A3&languages=nl,fr,en,ar", want: []int{200}},
		{name: "200 receipts of a crew", method: "POST", path: "/api/v1/presences/receipts/pdf", media: "application/json", crew: true, want: []int{200}},
		{name: "export as workbook", method: "GET", path: export + "xlsx", want: []int{200}},
		{name: "export as CSV", method: "GET", path: export + "csv", want: []int{200}},
		{name: "a photograph", method: "POST", path: scans, media: "image/jpeg", body: photograph(t), open: true, want: []int{422}},
		{name: "a PNG of 49 megapixels", method: "POST", path: scans, media: "image/png", body: deep(t, 7000), open: true, want: []int{413}},
		{name: "a PNG of sixteen bits", method: "POST", path: scans, media: "image/png", body: deep(t, 3600), open: true, want: []int{422, 413}},
		{name: "a HEIC of 12 megapixels", method: "POST", path: scans, media: "image/heic", body: large, open: true, want: []int{422}},
		{name: "a password", method: "POST", path: "/api/v1/sessions", media: "application/json", body: []byte(`{"login":"manager","password":"not this one"}`), open: true, want: []int{403}},
	}
}

// swollen is a workbook of 135 KiB whose texts unfold to sixty megabytes.
func swollen(t *testing.T) []byte {
	t.Helper()
	return tabletest.Workbook(t, map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ` +
			`ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
			`<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
		"xl/sharedStrings.xml":     `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + strings.Repeat("<si><t>"+strings.Repeat("a", 32)+"</t></si>", 1_250_000) + "</sst>",
	})
}

// wrongTable has as many rows as may be, each wrong, and cells that are as long
// as the file allows.
func wrongTable() []byte {
	return []byte("number;name\n" + strings.Repeat(strings.Repeat("x", 1000)+";"+strings.Repeat("y", 1000)+"\n", 2000))
}

// deep is a PNG of so many pixels on a side, all of them black, of sixteen bits a
// colour.
func deep(t *testing.T, side int) []byte {
	t.Helper()
	var pixels bytes.Buffer
	packed, err := zlib.NewWriterLevel(&pixels, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	row := make([]byte, 1+8*side)
	for range side {
		if _, err := packed.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	size := binary.BigEndian.AppendUint32(nil, uint32(side))
	file := []byte("\x89PNG\r\n\x1a\n")
	for _, chunk := range [][]byte{
		slices.Concat([]byte("IHDR"), size, size, []byte{16, 6, 0, 0, 0}), append([]byte("IDAT"), pixels.Bytes()...), []byte("IEND"),
	} {
		file = binary.BigEndian.AppendUint32(file, uint32(len(chunk)-4))
		file = binary.BigEndian.AppendUint32(append(file, chunk...), crc32.ChecksumIEEE(chunk))
	}
	return file
}

// caller is somebody at an address of this machine.
type caller struct {
	origin, token string
	client        *http.Client
}

// callerAt returns the n-th caller: all of 127/8 is this machine.
func callerAt(origin, token string, n int) caller {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 7, byte(n>>8), byte(n))}}
	return caller{origin, token, &http.Client{Timeout: 2 * time.Minute, Transport: &http.Transport{
		DialContext: dialer.DialContext, DisableKeepAlives: true,
	}}}
}

// send sends a request and reads the answer to its end.
func (c caller) send(ctx context.Context, k heavyKind) (status int, body []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, k.method, c.origin+k.path, bytes.NewReader(k.body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", k.media)
	if !k.open {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	answer, err := c.client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	if answer.StatusCode == http.StatusServiceUnavailable && (answer.Header.Get("Retry-After") == "" || !bytes.Contains(body, []byte(`"busy"`))) {
		return 0, nil, fmt.Errorf("503 without when to try again: %s", body)
	}
	return answer.StatusCode, body, err
}

// furnish has the manager of the demo print as many posters as a workplace may
// have, and phones register there.
func furnish(t *testing.T, r *process, c *crowd) (token string) {
	t.Helper()
	here := callerAt(r.origin(), "", 1)
	post := func(path, body string, into any) {
		status, text, err := here.send(t.Context(), heavyKind{method: "POST", path: path, media: "application/json", body: []byte(body)})
		if err != nil || status != http.StatusCreated || json.Unmarshal(text, into) != nil {
			t.Errorf("%s: %d %s, %v", path, status, text, err)
		}
	}
	var signedIn struct {
		AccessToken string
	}
	post("/api/v1/sessions", fmt.Sprintf(`{"login":"manager","password":%q}`, demo.Password), &signedIn)
	here.token = signedIn.AccessToken
	place := demo.Workplaces(checkin.DayOf(time.Now()))[0]
	gates := make(chan int)
	var printers sync.WaitGroup
	for range 8 {
		printers.Go(func() {
			for n := range gates {
				post("/api/v1/workplaces/"+place.Workplace.Number.String()+"/posters", fmt.Sprintf(`{"gate":"Gate %d"}`, n), &struct{}{})
			}
		})
	}
	for n := range 200 - len(place.Posters) {
		gates <- n
	}
	close(gates)
	printers.Wait()
	c.come(phones)
	c.await(1400)
	c.leave()
	return here.token
}

// withCrew returns the kinds, with the presences in their bodies of those that name
// some.
func withCrew(t *testing.T, here caller, kinds []heavyKind) []heavyKind {
	t.Helper()
	kinds = slices.Clone(kinds)
	for i, k := range kinds {
		if !k.crew {
			continue
		}
		status, text, err := here.send(t.Context(), heavyKind{method: "GET", path: "/api/v1/presences?limit=200"})
		var found struct{ Presences []struct{ ID string } }
		if err != nil || status != http.StatusOK || json.Unmarshal(text, &found) != nil || len(found.Presences) != 200 {
			t.Fatalf("%d presences: %d, %v", len(found.Presences), status, err)
		}
		var ids []string
		for _, p := range found.Presences {
			ids = append(ids, p.ID)
		}
		if kinds[i].body, err = json.Marshal(map[string]any{"presences": ids, "language": "ar"}); err != nil {
			t.Fatal(err)
		}
	}
	return kinds
}

// TestHeavyWorkStarvesNobody has forty of each kind at once, from as many
// addresses, while phones register: first each kind alone, if there is time, then
// all of them.
func TestHeavyWorkStarvesNobody(t *testing.T) {
	kinds := heavyKinds(t)
	if *rounds > 0 {
		for _, k := range kinds {
			t.Run(k.name, func(t *testing.T) { heavyCrowd(t, []heavyKind{k}) })
		}
	}
	t.Run("all at once", func(t *testing.T) { heavyCrowd(t, kinds) })
}

func heavyCrowd(t *testing.T, kinds []heavyKind) {
	r := start(t, plan{data: t.TempDir(), flags: []string{"--open-companies"}})
	c := newCrowd(t, r.origin())
	token := furnish(t, r, c)
	kinds = withCrew(t, callerAt(r.origin(), token, 1), kinds)
	calm := c.watched(8, func() { time.Sleep(2 * time.Second) })
	var mu sync.Mutex
	var all sync.WaitGroup
	rush := c.watched(8, func() {
		for i, k := range kinds {
			var done, busy int
			var slowest time.Duration
			for n := range atOnce {
				all.Go(func() {
					began := time.Now()
					status, _, err := callerAt(r.origin(), token, 256*(i+1)+n).send(t.Context(), k)
					took := time.Since(began)
					mu.Lock()
					defer mu.Unlock()
					switch {
					case err != nil:
						t.Errorf("%s: after %v: %v", k.name, took, err)
					case status == http.StatusServiceUnavailable && took <= quick:
						busy++
					case slices.Contains(k.want, status):
						done++
					default:
						t.Errorf("%s: %d after %v", k.name, status, took)
					}
					if slowest = max(slowest, took); done+busy == atOnce {
						t.Logf("%-32s %2d done, %2d busy, the last answered after %v", k.name, done, busy, slowest.Round(time.Millisecond))
					}
				})
			}
		}
		all.Wait()
	})
	peak := peakMemory(t, r.cmd.Process.Pid)
	t.Logf("registrations: calm %v, in the rush %v; peak %d MiB", calm, rush, peak>>10)
	if rush.n == 0 || c.failures.Load() > 0 {
		t.Errorf("%d registrations, %d failures", rush.n, c.failures.Load())
	}
	if peak > mostMemory {
		t.Errorf("took %d MiB of memory", peak>>10)
	}
}

// spell is a time during which phones registered.
type spell struct {
	n        int
	p50, p99 time.Duration
}

// String tells how long they waited.
func (s spell) String() string { return fmt.Sprintf("%d, p50 %v, p99 %v", s.n, s.p50, s.p99) }

// watched lets n phones register one by one as long as something goes on.
func (c *crowd) watched(n int, during func()) spell {
	c.t.Helper()
	var mu sync.Mutex
	var took []time.Duration
	stop := make(chan struct{})
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(10 * time.Millisecond):
				}
				reply := c.put(c.wish())
				if reply.status != http.StatusCreated && reply.status != http.StatusOK {
					c.t.Errorf("a registration was answered %d after %v", reply.status, reply.took)
				}
				mu.Lock()
				took = append(took, reply.took)
				mu.Unlock()
			}
		})
	}
	during()
	close(stop)
	all.Wait()
	slices.Sort(took)
	if len(took) == 0 {
		return spell{}
	}
	return spell{len(took), took[len(took)/2].Round(time.Millisecond), took[len(took)*99/100].Round(time.Millisecond)}
}
