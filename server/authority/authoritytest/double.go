// Package authoritytest has an authority for tests: it behaves as the office
// does, in memory, and fails as networks and offices do. It records every
// registration, so that a test can say that none came twice.
package authoritytest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Op is an operation of an authority.
type Op string

// The operations.
const (
	Register Op = "register"
	Cancel   Op = "cancel"
	Find     Op = "find"
)

// Fault is how a call goes wrong. The zero value is that it does not.
type Fault string

// The faults. Those that are about answers leave answers to Find alone: a search
// may fail, but what it finds is true.
const (
	Unreachable   Fault = "unreachable"   // no connection: nothing was sent, and the caller knows
	Denied        Fault = "denied"        // the mandate is not accepted
	Busy          Fault = "busy"          // asks to be left alone for half a minute
	Broken        Fault = "broken"        // a server error; nothing was taken, but the caller cannot know
	Lost          Fault = "lost"          // all was taken, and the answer is lost
	Late          Fault = "late"          // all is taken after Delay, and the caller has long given up
	Twice         Fault = "twice"         // each answer comes twice
	Shuffled      Fault = "shuffled"      // answers come in another order
	Partial       Fault = "partial"       // every second answer is missing
	Contradictory Fault = "contradictory" // other answers come first, with another number and with a refusal
)

// Faults are all of them.
var Faults = []Fault{Unreachable, Denied, Busy, Broken, Lost, Late, Twice, Shuffled, Partial, Contradictory}

// Registration is a presence that the authority has taken. It takes the same
// presence again, as the office does.
type Registration struct {
	Presence id.Presence
	Company  id.Key // under whose mandate
	Number   id.Receipt
	State    checkin.State
	At       time.Time
	Times    int // how often it was cancelled
}

// Double is an authority. All fields but Called and Now may be left zero.
type Double struct {
	Called string
	Now    func() time.Time

	Fault   func(Op) Fault // of the next call
	Delay   time.Duration  // of the fault Late
	Checks  time.Duration  // how long after registering the content is checked
	Doubts  func(checkin.Presence) []checkin.Remark
	Refuses func(checkin.Presence) []checkin.Remark
	Strict  bool                        // says "too late" also of what is cancelled
	Garbles func(checkin.Presence) bool // one that makes the whole call ErrMalformed

	mu      sync.Mutex
	all     []*Registration
	late    []lateCall
	calls   map[Op]int
	largest int
}

// lateCall is what takes effect later.
type lateCall struct {
	due    time.Time
	effect func()
}

var _ authority.Authority = (*Double)(nil)

// Name returns its name.
func (d *Double) Name() string { return d.Called }

// errServer and errTimeout are failures that leave open what was taken.
var (
	errServer  = errors.New("server error")
	errTimeout = errors.New("no answer in time")
	errTooMany = errors.New("more presences in one call than an authority takes")
)

// Register takes presences.
func (d *Double) Register(ctx context.Context, m authority.Mandate, all []checkin.Presence) ([]authority.Answer, error) {
	return d.call(ctx, Register, all, func() (answers []authority.Answer) {
		for _, p := range all {
			answers = append(answers, d.register(m, p))
		}
		return answers
	})
}

func (d *Double) register(m authority.Mandate, p checkin.Presence) authority.Answer {
	if d.Refuses != nil {
		if why := d.Refuses(p); len(why) > 0 {
			return authority.Answer{Presence: p.ID, State: checkin.Refused, Remarks: why}
		}
	}
	number, err := id.ReceiptOf(17611 + int64(len(d.all)))
	if err != nil {
		panic(err) // impossible: nobody registers that many
	}
	d.all = append(d.all, &Registration{Presence: p.ID, Company: m.Company, Number: number, State: checkin.Registered, At: d.Now()})
	return authority.Answer{Presence: p.ID, Number: number, State: checkin.Registered}
}

// Cancel cancels what it has taken under that mandate, until the day is over.
func (d *Double) Cancel(ctx context.Context, m authority.Mandate, all []checkin.Presence) ([]authority.Answer, error) {
	return d.call(ctx, Cancel, all, func() (answers []authority.Answer) {
		for _, p := range all {
			a := authority.Answer{Presence: p.ID, Number: p.Receipt, State: checkin.Cancelled}
			i := slices.IndexFunc(d.all, func(r *Registration) bool { return r.Number == p.Receipt && r.Company == m.Company })
			switch {
			case i < 0 || p.Cancellation == nil:
				a.State, a.Err = "", authority.ErrUnknown
			case d.all[i].State == checkin.Cancelled && !d.Strict:
			case !d.Now().Before(p.On.End()):
				a.State, a.Err = "", authority.ErrTooLate
			default:
				d.all[i].State, d.all[i].Times = checkin.Cancelled, d.all[i].Times+1
			}
			answers = append(answers, a)
		}
		return answers
	})
}

// Find finds what it has taken under that mandate.
func (d *Double) Find(ctx context.Context, m authority.Mandate, all []checkin.Presence) ([]authority.Answer, error) {
	return d.call(ctx, Find, all, func() (answers []authority.Answer) {
		for _, p := range all {
			for _, r := range d.all {
				if r.Presence == p.ID && r.Company == m.Company {
					answers = append(answers, d.checked(r, p))
				}
			}
		}
		return answers
	})
}

// checked is the answer about a registration, whose content may be checked now.
func (d *Double) checked(r *Registration, p checkin.Presence) authority.Answer {
	a := authority.Answer{Presence: p.ID, Number: r.Number, State: r.State}
	if r.State != checkin.Registered || d.Now().Sub(r.At) < d.Checks {
		return a
	}
	a.State = checkin.Validated
	if d.Doubts != nil {
		if a.Remarks = d.Doubts(p); len(a.Remarks) > 0 {
			a.State = checkin.Doubted
		}
	}
	return a
}

// call has what was due take effect, and then the call, unless it goes wrong.
func (d *Double) call(ctx context.Context, op Op, all []checkin.Presence, effect func() []authority.Answer) ([]authority.Answer, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.calls == nil {
		d.calls = map[Op]int{}
	}
	d.calls[op]++
	d.largest = max(d.largest, len(all))
	d.land()
	fault := Fault("")
	if d.Fault != nil {
		fault = d.Fault(op)
	}
	switch fault {
	case Unreachable:
		return nil, authority.ErrNotSent
	case Denied:
		return nil, authority.ErrDenied
	case Busy:
		return nil, errors.Join(authority.ErrNotSent, authority.Busy{After: 30 * time.Second})
	case Broken:
		return nil, errServer
	case Late:
		d.late = append(d.late, lateCall{d.Now().Add(d.Delay), func() { effect() }})
		return nil, errTimeout
	}
	if len(all) == 0 || len(all) > authority.MaxBatch {
		return nil, errTooMany
	}
	if d.Garbles != nil && slices.ContainsFunc(all, d.Garbles) {
		return nil, authority.ErrMalformed
	}
	answers := effect()
	if fault == Lost {
		return nil, errTimeout
	}
	if op == Find {
		return answers, ctx.Err()
	}
	return spoiled(answers, fault), ctx.Err()
}

// land has late calls take effect that are due.
func (d *Double) land() {
	due := func(l lateCall) bool { return !d.Now().Before(l.due) }
	for _, l := range d.late {
		if due(l) {
			l.effect()
		}
	}
	d.late = slices.DeleteFunc(d.late, due)
}

// spoiled returns answers with a fault in them.
func spoiled(answers []authority.Answer, fault Fault) []authority.Answer {
	switch fault {
	case Twice:
		return append(answers, answers...)
	case Shuffled:
		slices.Reverse(answers)
	case Partial:
		var half []authority.Answer
		for i := 0; i < len(answers); i += 2 {
			half = append(half, answers[i])
		}
		return half
	case Contradictory:
		var others []authority.Answer
		for _, a := range answers {
			other, _ := id.ReceiptOf(id.MaxReceipt - a.Number.Number())
			others = append(others,
				authority.Answer{Presence: a.Presence, Number: other, State: checkin.Registered},
				authority.Answer{Presence: a.Presence, State: checkin.Refused, Remarks: []checkin.Remark{"not_so"}})
		}
		return append(others, answers...)
	}
	return answers
}
