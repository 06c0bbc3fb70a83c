package authority_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"ciaw/server/authority"
	"ciaw/server/authority/authoritytest"
	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/outbox"
)

// world is a store, an authority, and the time, which outlive processes.
type world struct {
	*clock
	*memory
	office *authoritytest.Double
}

// morning is seven in the morning in Brussels.
var morning = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

func newWorld() *world {
	c := &clock{at: morning}
	return &world{c, newMemory(c), &authoritytest.Double{Called: "office", Now: c.Now, Delay: 100 * time.Second, Checks: 2 * time.Second}}
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func company(n byte) id.Key { return id.KeyOf([16]byte{0xc0, n}) }

// fresh returns n presences of a company that nobody has sent yet.
func (w *world) fresh(n int, of id.Key) []authority.Entry {
	w.memory.mu.Lock()
	defer w.memory.mu.Unlock()
	all := make([]authority.Entry, n)
	for i := range all {
		w.serial++
		p := id.PresenceOf([16]byte{1, byte(w.serial >> 16), byte(w.serial >> 8), byte(w.serial)})
		all[i] = authority.Entry{Presence: checkin.Presence{
			ID: p, Mandate: of, Authority: "office", State: checkin.Queued, On: checkin.DayOf(w.Now()), RecordedAt: w.Now(),
		}}
	}
	return all
}

// mandates has every company give a mandate but those that took it back.
type mandates map[id.Key]bool

func (m mandates) CurrentMandate(ctx context.Context, c id.Key) (authority.Mandate, bool, error) {
	return m.FindMandate(ctx, c, "office")
}

func (m mandates) FindMandate(_ context.Context, c id.Key, name string) (authority.Mandate, bool, error) {
	return authority.Mandate{Company: c, Authority: name, Credential: authority.NewCredential("secret")}, !m[c], nil
}

// process is a running program. It dies before its call number dies to the store
// or the authority, if that is not zero, and remembers nothing.
type process struct {
	*world
	mu    sync.Mutex
	calls int
	dies  int
	held  func(call string) // is called before each call, and after some
	relay *authority.Relay
}

func (w *world) process() *process {
	p := &process{world: w}
	p.relay = &authority.Relay{
		Store: dying{p}, Now: w.Now, Log: quiet, Book: &authority.Book{Authorities: []authority.Authority{dyingOffice{p}}, Mandates: mandates{}},
	}
	return p
}

// alive counts a call, and fails once the process has died.
func (p *process) alive(call string) error {
	if p.held != nil {
		p.held(call)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.calls++; p.dies > 0 && p.calls >= p.dies {
		return errDead
	}
	return nil
}

// deliver delivers what is due, once, and returns of how many subjects.
func (p *process) deliver(t interface{ Fatal(...any) }) int {
	receivers := p.relay.Receivers()
	receivers[outbox.Settled] = func(_ context.Context, items []outbox.Item) []error { return nil }
	d := outbox.Deliverer{Store: items{p}, Receivers: receivers, Now: p.Now, Log: quiet}
	n, err := d.Deliver(context.Background())
	if err != nil && !errors.Is(err, errDead) {
		t.Fatal(err)
	}
	return n
}

// run delivers every few seconds until nothing is left, and for at most that long.
func (w *world) run(t *testing.T, most time.Duration) {
	t.Helper()
	p := w.process()
	for end := w.Now().Add(most); w.open() > 0 && w.Now().Before(end); {
		if p.deliver(t) == 0 {
			w.pass(time.Second)
		}
	}
}

// items is the outbox as a process sees it.
type items struct{ p *process }

func (i items) Claim(_ context.Context, n int, now time.Time, lease time.Duration) ([]outbox.Item, error) {
	return i.p.claim(n, now, lease), nil
}

func (i items) Settle(_ context.Context, outcomes []outbox.Outcome) error {
	if err := i.p.alive("settle items"); err != nil {
		return err
	}
	i.p.settleItems(outcomes)
	return nil
}

// dying is the store as a process sees it.
type dying struct{ p *process }

func (d dying) FindForwarded(ctx context.Context, which []id.Presence) ([]authority.Entry, error) {
	if err := d.p.alive("find"); err != nil {
		return nil, err
	}
	return d.p.FindForwarded(ctx, which)
}

func (d dying) MarkSent(ctx context.Context, all []authority.Entry, at time.Time) ([]id.Presence, error) {
	if err := d.p.alive("mark"); err != nil {
		return nil, err
	}
	marked, err := d.p.MarkSent(ctx, all, at)
	return marked, errors.Join(err, d.p.alive("marked"))
}

func (d dying) ClearSent(ctx context.Context, which []id.Presence, at time.Time) error {
	if err := d.p.alive("clear"); err != nil {
		return err
	}
	return d.p.ClearSent(ctx, which, at)
}

func (d dying) Settle(ctx context.Context, all []authority.Answer, at time.Time) ([]id.Presence, error) {
	if err := d.p.alive("settle"); err != nil {
		return nil, err
	}
	return d.p.Settle(ctx, all, at)
}

func (d dying) RefuseCancel(ctx context.Context, which []id.Presence, why checkin.Remark) error {
	if err := d.p.alive("refuse cancel"); err != nil {
		return err
	}
	return d.p.RefuseCancel(ctx, which, why)
}

func (d dying) Queues(ctx context.Context) ([]authority.Queue, error) { return d.p.Queues(ctx) }

// dyingOffice is the authority as a process sees it.
type dyingOffice struct{ p *process }

func (o dyingOffice) Name() string { return o.p.office.Name() }

func (o dyingOffice) Register(ctx context.Context, m authority.Mandate, all []checkin.Presence) ([]authority.Answer, error) {
	if err := o.p.alive("register"); err != nil {
		return nil, err
	}
	return o.p.office.Register(ctx, m, all)
}

func (o dyingOffice) Cancel(ctx context.Context, m authority.Mandate, all []checkin.Presence) ([]authority.Answer, error) {
	if err := o.p.alive("cancel"); err != nil {
		return nil, err
	}
	return o.p.office.Cancel(ctx, m, all)
}

func (o dyingOffice) Find(ctx context.Context, m authority.Mandate, all []checkin.Presence) ([]authority.Answer, error) {
	if err := o.p.alive("search"); err != nil {
		return nil, err
	}
	answers, err := o.p.office.Find(ctx, m, all)
	return answers, errors.Join(err, o.p.alive("searched"))
}
