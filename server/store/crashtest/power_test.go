package crashtest_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestThePowerIsCutUnderLoadNothingIsLost(t *testing.T) {
	m := newMount(t)
	r := start(t, plan{data: m.folder})
	c := newCrowd(t, r.origin())
	lost := 0
	for round := range times(cuts, 2) {
		c.come(phones)
		c.await(100)
		time.Sleep(rand.N(300 * time.Millisecond))
		m.disk.cut(round%2 == 1)
		lost += m.disk.lost()
		r.kill()
		c.leave()
		t.Logf("cut %d: %d receipts acknowledged, %d syncs of this disk", round+1, c.acknowledged.Load(), m.disk.syncs)
		m.restore()
		r.up()
		c.compareByHTTP()
		c.inspect(survivors(t, m.disk))
	}
	r.stop()
	if lost == 0 {
		t.Error("no cut took anything away: this test proves nothing")
	}
	t.Logf("%d bytes of writes were lost in %d cuts, no receipt", lost, times(cuts, 2))
}

// survivors returns the plan of a copy of what is safe on the disk now: it is
// what would be there after one more cut.
func survivors(t *testing.T, d *disk) plan {
	t.Helper()
	p := plan{data: t.TempDir()}
	if err := d.copyTo(p.data); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestACutShowsAStoreThatDoesNotSync proves that the test above can fail: the
// same program, but told not to wait for the disk, loses receipts.
func TestACutShowsAStoreThatDoesNotSync(t *testing.T) {
	if *cuts == 0 {
		t.Skip("long form only: builds the program once more")
	}
	m := newMount(t)
	r := start(t, plan{data: m.folder, binary: careless(t)})
	c := newCrowd(t, r.origin())
	c.come(phones)
	c.await(300)
	m.disk.cut(false)
	r.kill()
	c.leave()
	m.restore()
	r.up()
	gone := 0
	for _, w := range c.all() {
		if w.receipt != "" && c.ask("GET", "", w, nil).status == 404 {
			gone++
		}
	}
	if gone == 0 {
		t.Error("a store that does not sync lost nothing: the disk of these tests does not lose what it should")
	}
	t.Logf("without synchronous=FULL %d of %d receipts are gone", gone, c.acknowledged.Load())
}

// careless builds the program with synchronous=NORMAL.
func careless(t *testing.T) string {
	t.Helper()
	source, err := filepath.Abs("../sqlite.go")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer("_synchronous=FULL", "_synchronous=NORMAL", `"synchronous": "2"`, `"synchronous": "1"`).Replace(string(text))
	if strings.Count(changed, "NORMAL") != 1 || changed == string(text) {
		t.Fatal("sqlite.go is not what this test knows")
	}
	other, overlay := filepath.Join(t.TempDir(), "sqlite.go"), filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(other, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(overlay, fmt.Appendf(nil, `{"Replace":{%q:%q}}`, source, other), 0o600); err != nil {
		t.Fatal(err)
	}
	binary, err := build("careless", "-overlay", overlay)
	if err != nil {
		t.Fatal(err)
	}
	return binary
}
